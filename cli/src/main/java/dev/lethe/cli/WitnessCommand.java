package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.log.LogWitness;
import dev.lethe.crypto.log.WitnessKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "witness",
    description = {
      "For an independent party: watches logs of others and cosigns their checkpoints, never two",
      "that contradict each other. Its folder must be out of the log operator's reach.",
      "Files go back and forth; nothing here opens a connection."
    },
    subcommands = {
      WitnessCommand.Init.class,
      WitnessCommand.Follow.class,
      WitnessCommand.Cosign.class,
      WitnessCommand.Show.class
    })
final class WitnessCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static LogWitness open(Path dir) throws IOException {
    if (!LogWitness.exists(dir)) {
      throw CommandException.badUsage(
          dir + " is not the folder of a witness; make one with: lethe witness init " + dir);
    }
    return LogWitness.open(dir);
  }

  @Command(name = "init", description = "Makes a witness with a key of its own in a new folder.")
  static final class Init implements Runnable {
    @ParentCommand WitnessCommand parent = new WitnessCommand();

    @Parameters(index = "0", paramLabel = "DIR", description = "The witness's folder.")
    Path dir = Path.of("");

    @Option(
        names = "--name",
        required = true,
        description = "The name it cosigns as, for example witness.example: letters, digits, . _ -")
    String name = "";

    @Override
    public void run() {
      try {
        PublicIdentity identity = LogWitness.init(dir, name, new SecureRandom());
        parent
            .out()
            .printf(
                "%s%nGive this file to those who rely on its cosignatures: %s%n",
                WitnessKey.of(identity), dir.resolve(name + ".pub"));
        parent.out().flush();
      } catch (IllegalArgumentException e) {
        throw CommandException.badUsage("--name: " + e.getMessage());
      } catch (FileAlreadyExistsException e) {
        throw CommandException.badUsage(
            e.getFile() + " is the key of a witness already; choose another folder");
      } catch (IOException e) {
        throw Failures.outside("the witness was not made", e);
      }
    }
  }

  @Command(
      name = "follow",
      description = {
        "Follows a log: takes checkpoints of that origin under that key, and no other.",
        "Get the key from the log's operator in a way you trust."
      })
  static final class Follow implements Runnable {
    @ParentCommand WitnessCommand parent = new WitnessCommand();

    @Parameters(index = "0", paramLabel = "DIR", description = "The witness's folder.")
    Path dir = Path.of("");

    @Option(
        names = "--log-key",
        paramLabel = "FILE",
        required = true,
        description = "The operator's public key file.")
    Path logKey = Path.of("");

    @Option(
        names = "--origin",
        required = true,
        description = "The log's origin: the first line of each of its checkpoints.")
    String origin = "";

    @Option(
        names = "--key-changed",
        description = "Take this key in place of the one followed; what was seen stays seen.")
    boolean keyChanged;

    @Override
    public void run() {
      try (LogWitness witness = open(dir)) {
        PublicIdentity key = PublicIdentity.load(logKey);
        if (keyChanged) {
          witness.changeKey(origin, key);
        } else {
          witness.follow(origin, key);
        }
        parent.out().println("follows " + origin + " under the key of " + key);
        parent.out().flush();
      } catch (IllegalArgumentException e) {
        throw CommandException.badUsage("--origin: " + e.getMessage());
      } catch (IOException e) {
        throw Failures.outside("nothing was changed", e);
      }
    }
  }

  @Command(
      name = "cosign",
      description = {
        "Cosigns the checkpoint of a proof that leads from what was cosigned last.",
        "The operator makes the proof: lethe log consistency SIZE, with the SIZE that show prints.",
        "Exit code 4: the log was rolled back or forked, or the proof is another one."
      })
  static final class Cosign implements Runnable {
    @ParentCommand WitnessCommand parent = new WitnessCommand();

    @Parameters(index = "0", paramLabel = "DIR", description = "The witness's folder.")
    Path dir = Path.of("");

    @Parameters(
        index = "1",
        paramLabel = "PROOF",
        description = "A proof from lethe log consistency; the checkpoint is in it.")
    Path proof = Path.of("");

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "A new file for the cosigned checkpoint (default: standard output).")
    @Nullable Path out;

    @Override
    public void run() {
      Output.requireNew(out);
      try (LogWitness witness = open(dir)) {
        Output.text(parent.out(), witness.cosign(EvidenceFiles.proof(proof), Instant.now()), out);
      } catch (IOException e) {
        throw Failures.outside("nothing was cosigned", e);
      }
    }
  }

  @Command(name = "show", description = "Its public key, the logs it follows and what it saw last.")
  static final class Show implements Runnable {
    @ParentCommand WitnessCommand parent = new WitnessCommand();

    @Parameters(index = "0", paramLabel = "DIR", description = "The witness's folder.")
    Path dir = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public void run() {
      try (LogWitness witness = open(dir)) {
        List<LogWitness.Followed> logs = witness.followed();
        String key = WitnessKey.of(witness.identity()).toString();
        if (json) {
          ObjectNode node = JsonNodeFactory.instance.objectNode();
          node.put("witness", key);
          ArrayNode array = node.putArray("logs");
          logs.forEach(
              l ->
                  array
                      .addObject()
                      .put("origin", l.last().origin())
                      .put("key", l.log())
                      .put("size", l.last().size()));
          Output.json(parent.out(), node);
          return;
        }
        parent.out().println(key);
        logs.forEach(
            l ->
                parent
                    .out()
                    .printf("follows %s, last seen with %d entries%n", l.log(), l.last().size()));
        parent.out().flush();
      } catch (IOException e) {
        throw Failures.outside("the witness was not read", e);
      }
    }
  }
}
