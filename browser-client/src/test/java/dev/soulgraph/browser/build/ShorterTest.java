package dev.soulgraph.browser.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShorterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "l=>{i=i,k=k,f(i)} | l=>{f(i)}",
        "for(t=e;t=t,n!==t;)g() | for(t=e;n!=t;)g()",
        "{l.a=0,l.b=0,l.c=0,e.d=0} | {l.a=l.b=l.c=0,e.d=0}",
        "if(x){k=k;f()} | if(x){f()}",
        "a=b,k=k,c=d | a=b,c=d",
        "(i=i,k) | (k)"
      })
  void whatIsTheSameIsSaidShorter(String script, String without) {
    assertEquals(without, Shorter.script(script));
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
        "a?b:l.x=0,l.y=0;",
        "l.x=0,l.y=0|b",
        "l.k=k,f()"
      })
  void whatSomethingHangsOnStays(String script) {
    assertEquals(script, Shorter.script(script));
  }
}
