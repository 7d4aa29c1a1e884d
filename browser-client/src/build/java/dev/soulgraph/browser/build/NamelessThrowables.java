package dev.soulgraph.browser.build;

import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.Program;
import org.teavm.model.instructions.ExitInstruction;

/**
 * Makes {@code Throwable.fillInStackTrace} do nothing. Our runtime makes no stack traces of Java's,
 * so a page would load the names of all classes of exceptions for nothing.
 */
public final class NamelessThrowables implements ClassHolderTransformer {
  @Override
  public void transformClass(ClassHolder cls, ClassHolderTransformerContext context) {
    if (!cls.getName().equals("java.lang.Throwable")) {
      return;
    }
    MethodHolder method = cls.getMethod(new MethodDescriptor("fillInStackTrace", Throwable.class));
    var program = new Program();
    var exit = new ExitInstruction();
    exit.setValueToReturn(program.createVariable());
    program.createBasicBlock().add(exit);
    method.setProgram(program);
  }
}
