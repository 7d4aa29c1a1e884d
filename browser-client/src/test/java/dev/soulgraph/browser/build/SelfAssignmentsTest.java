package dev.soulgraph.browser.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfAssignmentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "l=>{i=i,k=k,f(i)} | l=>{f(i)}",
        "for(t=e;t=t,n!==t;)g() | for(t=e;n!==t;)g()",
        "if(x){k=k;f()} | if(x){f()}",
        "a=b,k=k,c=d | a=b,c=d",
        "(i=i,k) | (k)"
      })
  void areTakenOutWhereNobodyAsksForTheirValue(String script, String without) {
    assertEquals(without, SelfAssignments.without(script));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for(i=i;i<3;i++)f()",
        "return f(),i=i",
        "(f(),i=i).g",
        "if(x)k=k;else f()",
        "ki=i,f()",
        "k=ki,f()",
        "l.k=k,f()"
      })
  void stayWhereSomethingHangsOnThem(String script) {
    assertEquals(script, SelfAssignments.without(script));
  }
}
