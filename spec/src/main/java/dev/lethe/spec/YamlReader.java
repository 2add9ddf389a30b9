package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.spec.SpecTree.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 core document in one pass over the parser's events, so that neither depth nor
 * aliases can cost more than the text itself.
 *
 * <p>Refused: more than 64 levels, anchors and aliases, tags, keys that are not scalars, duplicate
 * keys, several documents.
 */
final class YamlReader {
  private static final int MAX_DEPTH = 64;

  /** A collection that is still open. */
  private static final class Frame {
    final ContainerNode<?> node;
    final SpecPath path;
    @Nullable String key;

    Frame(ContainerNode<?> node, SpecPath path) {
      this.node = node;
      this.path = path;
    }
  }

  private final String file;
  private final boolean located;
  private final SpecTree tree;
  private final Deque<Frame> open = new ArrayDeque<>();
  private int documents;
  private @Nullable JsonNode root;

  private YamlReader(String file, boolean located) {
    this.file = file;
    this.located = located;
    this.tree = new SpecTree(located ? new Place(file, 1, 1) : new Place(file, 0, 0));
  }

  /** Reads a whole file. */
  static SpecTree document(String text, String file) {
    YamlReader reader = new YamlReader(file, true);
    reader.parse(YamlText.checked(text, file));
    if (reader.root == null || (reader.root.isNull() && text.isBlank())) {
      throw YamlText.refuse(
          file, 1, 1, "is empty", "'lethe init DATA' writes a spec to start from");
    }
    return reader.finish();
  }

  /** Reads the value of an override, in which there are no lines to point at. */
  static SpecTree value(String text, String origin) {
    YamlReader reader = new YamlReader(origin, false);
    reader.parse(YamlText.checked(text, origin));
    if (reader.root == null) {
      reader.root = JsonNodeFactory.instance.nullNode();
    }
    return reader.finish();
  }

  private SpecTree finish() {
    tree.root(Objects.requireNonNull(root));
    return tree;
  }

  private void parse(String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(YamlText.MAX_BYTES + 1).build();
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        accept(event);
      }
    } catch (MarkedYamlEngineException e) {
      Place place = e.getProblemMark().or(e::getContextMark).map(this::place).orElse(place(null));
      String what = e.getProblem() == null ? "cannot be parsed" : e.getProblem();
      String where = e.getContext() == null ? "" : " (" + e.getContext() + ")";
      throw refuse(place, "is not YAML: " + ProblemText.plain(what + where), remedyFor(what));
    } catch (YamlEngineException e) {
      String what = ProblemText.plain(String.valueOf(e.getMessage()));
      throw refuse(place(null), "is not YAML: " + what, "check the syntax");
    }
  }

  private static String remedyFor(String what) {
    if (what.contains("TAB")) {
      return "indent with spaces";
    }
    return "check indentation, brackets and quotes near here";
  }

  private void accept(Event event) {
    Place place = place(event.getStartMark().orElse(null));
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw refuse(
          place, "anchors and aliases (& and *) are not allowed", "write the value out in full");
    }
    switch (event.getEventId()) {
      case DocumentStart -> {
        if (++documents > 1) {
          throw refuse(place, "has a second document", "keep one spec in a file and remove '---'");
        }
      }
      case Scalar -> scalar((ScalarEvent) event, place);
      case MappingStart -> {
        refuseTag(((CollectionStartEvent) event).getTag(), place);
        push(JsonNodeFactory.instance.objectNode(), place);
      }
      case SequenceStart -> {
        refuseTag(((CollectionStartEvent) event).getTag(), place);
        push(JsonNodeFactory.instance.arrayNode(), place);
      }
      case MappingEnd, SequenceEnd -> open.pop();
      default -> {}
    }
  }

  private void push(ContainerNode<?> node, Place place) {
    if (open.size() >= MAX_DEPTH) {
      throw refuse(
          place,
          "is nested more than " + MAX_DEPTH + " levels deep",
          "a spec needs fewer than 10; check for a missing bracket");
    }
    Frame parent = open.peek();
    if (parent != null && parent.node.isObject() && parent.key == null) {
      throw refuse(place, "a key must be plain text", "quote it if it starts with [ or {");
    }
    SpecPath path = put(node, place);
    open.push(new Frame(node, path));
  }

  private void scalar(ScalarEvent event, Place place) {
    refuseTag(event.getTag(), place);
    Frame parent = open.peek();
    if (parent != null && parent.node.isObject() && parent.key == null) {
      key(parent, event.getValue(), place);
      return;
    }
    JsonNode node = YamlScalars.node(event.getValue(), event.isPlain());
    SpecPath path = put(node, place);
    tree.text(path, event.getValue());
  }

  private void key(Frame parent, String key, Place place) {
    if (parent.node.has(key)) {
      Place first = tree.placeOfKey(parent.path.key(key));
      String where = first.line() > 0 ? " at line " + first.line() : "";
      tree.early(
          new SpecProblem(
              place.file(),
              place.line(),
              place.column(),
              ProblemText.path(parent.path.key(key)),
              "the key is here twice, first" + where,
              "keep one of the two"));
    } else {
      tree.key(parent.path.key(key), place);
    }
    parent.key = key;
  }

  /** Hangs a node into the open collection and returns its path. */
  private SpecPath put(JsonNode node, Place place) {
    Frame parent = open.peek();
    SpecPath path;
    if (parent == null) {
      root = node;
      path = SpecPath.ROOT;
    } else if (parent.node instanceof ObjectNode object) {
      String key = Objects.requireNonNull(parent.key);
      parent.key = null;
      object.set(key, node);
      path = parent.path.key(key);
    } else {
      ArrayNode array = (ArrayNode) parent.node;
      path = parent.path.index(array.size());
      array.add(node);
    }
    tree.value(path, place);
    return path;
  }

  private void refuseTag(Optional<String> tag, Place place) {
    if (tag.isPresent()) {
      throw refuse(
          place,
          "the tag " + ProblemText.quote(tag.get()) + " is not allowed",
          "remove it; quote a value to make it text");
    }
  }

  private Place place(@Nullable Mark mark) {
    if (!located) {
      return new Place(file, 0, 0);
    }
    return mark == null
        ? new Place(file, 1, 1)
        : new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private SpecException refuse(Place place, String message, String remedy) {
    List<SpecProblem> all = new ArrayList<>(tree.early());
    all.add(new SpecProblem(place.file(), place.line(), place.column(), "", message, remedy));
    return new SpecException(all);
  }
}
