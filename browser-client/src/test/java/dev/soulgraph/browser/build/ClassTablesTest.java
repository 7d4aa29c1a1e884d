package dev.soulgraph.browser.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ClassTablesTest {
  private static final String MAKER =
      "T=data=>{let packages=P;let i=0;while(i<data.length){let cls=data[i++];let m=J();"
          + "m.superinterfaces=data[i++];m.modifiers=data[i++];m.primitiveKind=0;"
          + "let innerClassInfo=data[i++];if(innerClassInfo!==0){let simpleName="
          + "innerClassInfo[2];m.simpleName=simpleName!==0?simpleName\n:null;}"
          + "let clinit=data[i++];}};";

  private static String tables(String first, String second) throws IOException {
    String use = "let A,B,C,I;A;B;C;I;";
    return ClassTables.shortened(
        MAKER + use + "T([" + first + "]);\nuse();T([" + second + "]);end();");
  }

  @Test
  void whatNothingReadsIsNeitherWrittenNorPassedOver() throws IOException {
    String script = tables("A,0,0,[],1,0,0,0", "B,0,A,[],17,[A,A,\"B\"],()=>b(1,[2]),0");
    assertFalse(script.contains("modifiers"), script);
    assertFalse(script.contains("innerClassInfo"), script);
    assertTrue(script.contains("m.primitiveKind=0;let clinit=data[i++];"), script);
  }

  @Test
  void tablesBecomeOneWithoutWhatIsInherited() throws IOException {
    String script =
        tables(
            "A,\"Na,me\",1,0,[],1,0,0,[\"f\",U(x),\"g\",M(y)],I,0,A,[],1537,0,0,[\"f\",U(x)]",
            "B,0,A,[I],1,0,()=>b(),[\"f\",U(x),\"g\",M(z)],C,0,B,[I],1,0,0,[\"g\",M(z)]");
    assertTrue(
        script.contains(
            "use();T([A,\"Na,me\",1,0,[],0,[\"f\",U(x),\"g\",M(y)],I,0,A,[],0,0,"
                + "B,0,A,[I],()=>b(),[\"g\",M(z)],C,0,B,[I],0,0]);\nend();"),
        script);
  }

  @Test
  void aMethodThatAClassBetweenHasChangedIsWritten() throws IOException {
    String script =
        tables(
            "A,0,0,[],1,0,0,[\"f\",U(x)],B,0,A,[],1,0,0,[\"f\",U(y)]",
            "C,0,B,[],1,0,0,[\"f\",U(x)]");
    assertTrue(script.contains("C,0,B,[],0,[\"f\",U(x)]]);"), script);
  }

  @Test
  void whatNothingElseNamesGoesAndLeavesWhatItExtends() throws IOException {
    String script =
        ClassTables.shortened(
            MAKER
                + "let A=K(0),I=K(0),J=K(0),B=K(A);A;J;B;"
                + "T([A,0,0,[],1,0,0,0,J,0,A,[],1537,0,0,0,I,0,A,[J],1537,0,0,0]);"
                + "T([B,0,A,[I],1,0,0,0]);");
    assertTrue(script.contains("T([A,0,0,[],0,0,J,0,A,[],0,0,B,0,A,[J],0,0]);"), script);
    assertTrue(script.contains("let A=K(0),I=0,J=K(0),B=K(A);"), script);
  }

  @Test
  void otherTablesEndTheBuild() {
    IOException refused =
        assertThrows(IOException.class, () -> ClassTables.shortened("T=data=>{let i=0;}"));
    assertEquals(
        "TeaVM's tables of classes look otherwise than is known here", refused.getMessage());
  }
}
