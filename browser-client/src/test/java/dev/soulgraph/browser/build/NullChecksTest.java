package dev.soulgraph.browser.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NullChecksTest {
  private static final String SCRIPT =
      "let a=1,Ec=val=>{if(val===null){K(Vc());}return val;},K=e=>{throw e;},Vc=()=>a;"
          + "export let length=text=>Ec(text).length;";

  @Test
  void theCheckDoesNothing() throws IOException {
    assertEquals(
        "let a=1,$unchecked=0,K=e=>{throw e;},Vc=()=>a;"
            + "export let length=text=>Ec(text).length;"
            + "\nfunction Ec(val){return val}\n",
        NullChecks.without(SCRIPT));
  }

  @Test
  void nothingIsGivenToItself() throws IOException {
    String script = SCRIPT + "if(a)a=Ec(a);b.a=Ec(a);c=Ec(a);";
    assertEquals(
        NullChecks.without(SCRIPT).replace("\nfunction", "if(a);b.a=Ec(a);c=Ec(a);\nfunction"),
        NullChecks.without(script));
  }

  @Test
  void nothingCallsIt(@TempDir Path folder) throws IOException {
    Path script = Files.writeString(folder.resolve("script.js"), NullChecks.without(SCRIPT));
    Path bundled = folder.resolve("bundled.js");
    new Bundler(Path.of("target/tools")).bundle(script, bundled);
    String text = Files.readString(bundled);
    assertFalse(text.contains("return") || text.contains("null"), text);
  }

  @Test
  void anUnknownCheckFailsTheBuild() {
    assertThrows(IOException.class, () -> NullChecks.without("let a=1;"));
  }
}
