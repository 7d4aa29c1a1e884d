package dev.soulgraph.node.cli;

import dev.soulgraph.graph.Code;
import dev.soulgraph.graph.SoulgraphException;
import dev.soulgraph.node.cli.importing.ImportRun;
import dev.soulgraph.node.cli.json.GunRecords;
import dev.soulgraph.node.cli.json.Mapping;
import dev.soulgraph.node.cli.json.RecordSource;
import dev.soulgraph.node.cli.json.Records;
import dev.soulgraph.node.cli.json.Template;
import dev.soulgraph.node.cli.relay.Author;
import dev.soulgraph.node.crypto.BouncyCastleVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code import FILE} */
@CommandLine.Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Writes the records of a JSON array, or of JSON Lines, as nodes.",
      "",
      "Nested objects become dotted keys (name.common). An array of plain values or links"
          + " becomes a set, a node of its own at SOUL/field: the order and repetitions of its"
          + " elements are not kept. An array that holds anything else is refused, by its path,"
          + " unless --skip or --json names it. Empty objects and arrays leave nothing behind;"
          + " null deletes. What belongs to another author, a node below ~KEY or a property"
          + " ~KEY, is left out and named: only that author can write it.",
      "",
      "Says \"acknowledged N of M\" on stderr at the end: of M records in the input the relay"
          + " has N on its disk, with their sets and nothing left out.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:All are acknowledged.", "1:Not all; N and M say how many.", "2:Usage."},
    footerHeading = "%nExamples:%n",
    footer = {
      "  soulgraph import people.jsonl",
      "  soulgraph import countries.json --soul 'country/{cca3}' --link 'borders=country/{}'",
      "  soulgraph import --from gun graph.json",
      "  zcat dump.jsonl.gz | soulgraph import - --skip internal --json geometry"
    })
final class ImportCommand extends RelayCommand {
  private static final String SOUL = "{soul}";

  @CommandLine.Mixin private final KeyOptions key = new KeyOptions();

  @CommandLine.Parameters(index = "0", paramLabel = "FILE", description = "The file; - is stdin.")
  private String file = "";

  @CommandLine.Option(
      names = "--soul",
      paramLabel = "TEMPLATE",
      defaultValue = SOUL,
      description =
          "Each node's soul, with fields of its record in braces, nested ones too:"
              + " 'country/{cca3}', '{name.common}' (default: ${DEFAULT-VALUE}).")
  private String soul = SOUL;

  @CommandLine.Option(
      names = "--link",
      paramLabel = "FIELD=TEMPLATE",
      description =
          "Makes a field a link, an array a set of links; {} is the value: 'borders=country/{}'."
              + " May be given often.")
  private List<String> links = new ArrayList<>();

  @CommandLine.Option(
      names = "--skip",
      paramLabel = "FIELD",
      description = "Leaves out a field and all below it. May be given often.")
  private List<String> skipped = new ArrayList<>();

  @CommandLine.Option(
      names = "--json",
      paramLabel = "FIELD",
      description = "Stores a field's JSON as one text, whatever it holds. May be given often.")
  private List<String> kept = new ArrayList<>();

  @CommandLine.Option(
      names = "--from",
      paramLabel = "FORMAT",
      description =
          "gun: a graph that GUN has exported, nodes by their souls. Souls, links and times are"
              + " kept; what isn't lawful here is named and left out. Goes with none of the"
              + " options for records.")
  private @Nullable Format from;

  /** Of what is read, other than plain records. */
  enum Format {
    gun
  }

  private static final int LEFT_OUT_NAMED = 10;

  private final AtomicLong leftOut = new AtomicLong();
  private final AtomicBoolean told = new AtomicBoolean();

  ImportCommand(Surroundings around) {
    super(around);
  }

  @Override
  public Integer call() {
    Template template = understood(this::soulTemplate);
    Map<String, Template> linked = understood(this::linkTemplates);
    Author author = key.author(around);
    Mapping mapping =
        new Mapping(template, linked, new HashSet<>(skipped), new HashSet<>(kept), author.key());
    try (RecordSource records = records(author, mapping)) {
      ImportRun run = run(records, author);
      return report(run, mapping);
    }
  }

  private RecordSource records(Author author, Mapping mapping) {
    if (from == null) {
      return new Records(open(), mapping, this::leftOut);
    }
    understood(this::alone);
    return new GunRecords(open(), author.key(), around.clock(), this::leftOut);
  }

  private Void alone() {
    boolean records = !links.isEmpty() || !skipped.isEmpty() || !kept.isEmpty();
    if (records || !soul.equals(SOUL)) {
      throw new SoulgraphException(
          Code.INPUT_INVALID, "--from stands without --soul, --link, --skip and --json", "gun");
    }
    return null;
  }

  private Template soulTemplate() {
    Template template = Template.parse(soul);
    if (!template.usesAny() || template.uses("")) {
      throw new SoulgraphException(
          Code.INPUT_INVALID, "--soul takes a field of the record, as in 'country/{cca3}'", soul);
    }
    return template;
  }

  private Map<String, Template> linkTemplates() {
    Map<String, Template> templates = new HashMap<>();
    for (String link : links) {
      int equals = link.indexOf('=');
      Template template = Template.parse(link.substring(equals + 1));
      if (equals < 1 || !template.uses("")) {
        throw new SoulgraphException(
            Code.INPUT_INVALID, "--link is FIELD=TEMPLATE, as in 'borders=country/{}'", link);
      }
      templates.put(link.substring(0, equals), template);
    }
    return templates;
  }

  private InputStream open() {
    if (file.equals("-")) {
      return around.terminal().in();
    }
    try {
      return Files.newInputStream(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new SoulgraphException(Code.INPUT_INVALID, "the file can be read", file, e);
    }
  }

  private ImportRun run(RecordSource records, Author author) {
    Progress progress = new Progress(around.terminal());
    ImportRun[] started = new ImportRun[1];
    ImportRun run =
        new ImportRun(
            records,
            understood(relay::url),
            understood(relay::network),
            author,
            new BouncyCastleVerifier(),
            around.clock(),
            Version.agent(),
            Surroundings::random,
            understood(relay::timeoutMs),
            new ImportRun.Watcher() {
              @Override
              public void failed(SoulgraphException reason) {
                progress.clear();
                Complaint.print(reason, around.terminal().err());
              }

              @Override
              public void progress() {
                ImportRun now = started[0];
                if (now != null) {
                  progress.show("acknowledged " + now.acknowledged() + ", read " + now.met());
                }
              }
            });
    started[0] = run;
    // Ctrl-C too ends with an honest count.
    Thread last = new Thread(() -> tell(run));
    Runtime.getRuntime().addShutdownHook(last);
    run.run();
    progress.clear();
    if (!told.get()) {
      Runtime.getRuntime().removeShutdownHook(last);
    }
    return run;
  }

  private void leftOut(SoulgraphException refusal) {
    if (leftOut.incrementAndGet() <= LEFT_OUT_NAMED) {
      Complaint.warn("left out: " + refusal.getMessage(), around.terminal().err());
    }
  }

  private int report(ImportRun run, Mapping mapping) {
    PrintStream err = around.terminal().err();
    warnOfSkew(run.clockSkewMs());
    if (leftOut.get() > 0) {
      String why = from == null ? " left out that only other authors may write" : " left out";
      Complaint.warn(leftOut.get() + why, err);
    }
    if (run.blank() > 0) {
      Complaint.warn(run.blank() + " records hold nothing that could be stored", err);
    }
    if (run.superseded() > 0) {
      Complaint.warn(run.superseded() + " properties had a newer value already", err);
    }
    for (String path : run.whole() ? mapping.unmet() : List.<String>of()) {
      Complaint.warn("no record has the field " + path, err);
    }
    tell(run);
    return run.whole() && run.acknowledged() == run.met() ? 0 : 1;
  }

  private void tell(ImportRun run) {
    if (told.compareAndSet(false, true)) {
      around.terminal().err().println("acknowledged " + run.acknowledged() + " of " + run.met());
    }
  }
}
