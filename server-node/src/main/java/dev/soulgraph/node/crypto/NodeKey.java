package dev.soulgraph.node.crypto;

import dev.soulgraph.auth.Signer;
import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.PublicKey;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.sync.Entropy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** The key by which a node is known: a seed of 32 bytes in a file that only its user may read. */
public final class NodeKey implements Signer {
  private static final String FILE = "node.key";

  private final byte[] seed;
  private final PublicKey author;

  private NodeKey(byte[] seed) {
    this.seed = seed;
    byte[] raw = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, raw, 0);
    author = PublicKey.ofRaw(raw);
  }

  /**
   * Reads the key from the folder, or makes one.
   *
   * @throws SoulgraphException {@code data-unreadable}
   */
  public static NodeKey load(Path folder, Entropy entropy) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        create(file, entropy.bytes(Ed25519.SECRET_KEY_SIZE));
      }
      byte[] seed = Files.readAllBytes(file);
      if (seed.length != Ed25519.SECRET_KEY_SIZE) {
        throw unreadable(file, null);
      }
      return new NodeKey(seed);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static SoulgraphException unreadable(Path file, @Nullable Exception cause) {
    return new SoulgraphException(
        Code.DATA_UNREADABLE,
        "a node's key is a file of " + Ed25519.SECRET_KEY_SIZE + " bytes that this user may read",
        file.toString(),
        cause);
  }

  /** Under its name once it is whole and on disk, or a crash could leave half a key. */
  private static void create(Path file, byte[] seed) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path unfinished = file.resolveSibling(FILE + ".new");
    Files.deleteIfExists(unfinished);
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(unfinished, options, ownerOnly)) {
      channel.write(ByteBuffer.wrap(seed));
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    forceName(file);
  }

  private static void forceName(Path file) {
    try (FileChannel folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      // Not every system opens a folder; there it keeps names by itself.
    }
  }

  @Override
  public PublicKey author() {
    return author;
  }

  @Override
  public void sign(byte[] message, Consumer<byte @Nullable []> answer) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
    answer.accept(signature);
  }
}
