package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.keys.TrustStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "keys",
    description = "Signing keys of this operator, and the public keys whose reports are accepted.",
    subcommands = {
      KeysCommand.Generate.class,
      KeysCommand.ListKeys.class,
      KeysCommand.Rotate.class,
      KeysCommand.Revoke.class,
      KeysCommand.Trust.class
    })
final class KeysCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void printCreated(OperatorKey key, String name, boolean json) {
    LetheHome home = LetheHome.fromEnvironment();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("name", name);
      node.put("keyId", key.keyId());
      node.put("public", home.keys().resolve(name + ".pub").toString());
      Output.json(out(), node);
    } else {
      out()
          .printf(
              "%s %s%nGive this file to whoever checks your reports: %s%n",
              name, key.keyId(), home.keys().resolve(name + ".pub"));
      out().flush();
    }
  }

  @Command(name = "generate", description = "Makes a new signing key and trusts its public half.")
  static final class Generate implements Runnable {
    @ParentCommand KeysCommand parent = new KeysCommand();

    @Parameters(index = "0", defaultValue = "operator", description = "Name (default operator).")
    String name = "operator";

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public void run() {
      try (OperatorKey key = new Keyring(LetheHome.fromEnvironment()).generate(name)) {
        parent.printCreated(key, name, json);
      } catch (IOException e) {
        throw Failures.outside("the key could not be written", e);
      }
    }
  }

  @Command(name = "list", description = "Lists own keys and trusted and revoked identities.")
  static final class ListKeys implements Runnable {
    @ParentCommand KeysCommand parent = new KeysCommand();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public void run() {
      LetheHome home = LetheHome.fromEnvironment();
      try {
        TrustStore trust = TrustStore.load(home.trust());
        List<String> own = new Keyring(home).names();
        if (json) {
          ObjectNode node = JsonNodeFactory.instance.objectNode();
          ArrayNode names = node.putArray("own");
          own.forEach(names::add);
          put(node.putArray("trusted"), trust.list());
          put(node.putArray("revoked"), trust.revoked());
          Output.json(parent.out(), node);
          return;
        }
        PrintWriter out = parent.out();
        out.println(
            "own keys in "
                + home.keys()
                + ": "
                + (own.isEmpty() ? "none" : String.join(", ", own)));
        trust.list().forEach(i -> out.println("trusted  " + i.keyId() + "  " + i.name()));
        trust.revoked().forEach(i -> out.println("revoked  " + i.keyId() + "  " + i.name()));
        out.flush();
      } catch (IOException e) {
        throw Failures.outside("the keys could not be read", e);
      }
    }

    private static void put(ArrayNode into, List<PublicIdentity> identities) {
      identities.forEach(i -> into.addObject().put("keyId", i.keyId()).put("name", i.name()));
    }
  }

  @Command(
      name = "rotate",
      description = "Retires a key, which stays trusted for what it signed, and makes a new one.")
  static final class Rotate implements Runnable {
    @ParentCommand KeysCommand parent = new KeysCommand();

    @Parameters(index = "0", defaultValue = "operator", description = "Name (default operator).")
    String name = "operator";

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public void run() {
      try (OperatorKey key = new Keyring(LetheHome.fromEnvironment()).rotate(name)) {
        parent.printCreated(key, name, json);
      } catch (IOException e) {
        throw Failures.outside("the key could not be rotated", e);
      }
    }
  }

  @Command(name = "revoke", description = "Trusts an identity no more, for good.")
  static final class Revoke implements Runnable {
    @ParentCommand KeysCommand parent = new KeysCommand();

    @Parameters(index = "0", paramLabel = "KEYID", description = "The key id, as listed.")
    String keyId = "";

    @Override
    public void run() {
      try {
        TrustStore.load(LetheHome.fromEnvironment().trust()).revoke(keyId);
        parent.out().println("revoked " + keyId);
        parent.out().flush();
      } catch (IOException e) {
        throw Failures.outside("the key could not be revoked", e);
      }
    }
  }

  @Command(name = "trust", description = "Accepts reports signed by the identity in a .pub file.")
  static final class Trust implements Runnable {
    @ParentCommand KeysCommand parent = new KeysCommand();

    @Parameters(index = "0", paramLabel = "FILE", description = "The .pub file.")
    Path file = Path.of("");

    @Override
    public void run() {
      try {
        PublicIdentity identity = PublicIdentity.load(file);
        TrustStore.load(LetheHome.fromEnvironment().trust()).enrol(identity);
        parent.out().println("trusted " + identity.keyId() + "  " + identity.name());
        parent.out().flush();
      } catch (IOException e) {
        throw Failures.outside("the key could not be enrolled", e);
      }
    }
  }
}
