package dev.soulgraph.browser.build;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.soulgraph.browser.Built;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptBodiesTest {
  @Test
  void aModuleThatNeedsEvalIsNotBuilt(@TempDir Path folder) throws IOException {
    var scripted = new Module("scripted", "dev.soulgraph.browser.ScriptedModule", true);
    var compiler = new Compiler(Built.classPath(), folder);
    var refusal = assertThrows(IOException.class, () -> compiler.compile(scripted));
    assertTrue(refusal.toString().contains("ScriptedModule.twice"), refusal::toString);
  }
}
