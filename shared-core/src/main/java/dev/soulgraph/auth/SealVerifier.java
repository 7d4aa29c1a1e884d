package dev.soulgraph.auth;

import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.seal.Part;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says whether a part's seal holds. */
public interface SealVerifier {
  /**
   * @param answer called once, at once or later: null, {@code author-invalid} or {@code
   *     signature-invalid}
   */
  void verify(Part part, Consumer<@Nullable SoulgraphException> answer);
}
