package dev.lethe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitTablesTest {
  private final DatasetKeys keys = DatasetKeys.of(new byte[32]);

  private UnitTable rows(List<float[]> rows) {
    UnitTables.Builder builder = UnitTables.ofRows(keys, 2);
    rows.forEach(row -> builder.add(row, 0));
    return builder.build();
  }

  private static Map<ByteBuffer, List<Float>> byId(UnitTable table) {
    Map<ByteBuffer, List<Float>> found = new HashMap<>();
    for (int u = 0; u < table.units(); u++) {
      int row = table.firstRow(u);
      found.put(
          ByteBuffer.wrap(table.unitIds(), u * UnitTable.ID_BYTES, UnitTable.ID_BYTES).slice(),
          List.of(table.features()[2 * row], table.features()[2 * row + 1]));
    }
    return found;
  }

  @Test
  void removingARowChangesNoOthersId() {
    Random random = new Random(3);
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(new float[] {random.nextInt(4), random.nextInt(3)});
    }
    Map<ByteBuffer, List<Float>> all = byId(rows(rows));
    assertThat(all).hasSize(60);
    for (int removed = 0; removed < rows.size(); removed++) {
      List<float[]> others = new ArrayList<>(rows);
      float[] gone = others.remove(removed);
      Collections.shuffle(others, random);
      Map<ByteBuffer, List<Float>> left = byId(rows(others));
      assertThat(all.entrySet()).containsAll(left.entrySet());
      assertThat(left).hasSize(59);
      Map<ByteBuffer, List<Float>> lost = new HashMap<>(all);
      lost.keySet().removeAll(left.keySet());
      assertThat(lost.values()).containsExactly(List.of(gone[0], gone[1]));
    }
  }

  @Test
  void takesLastColumnsAsTargets() {
    UnitTable table = rows(List.of(new float[] {7, 2}));
    UnitTable classes = table.withLastAsClass();
    assertThat(classes.width()).isEqualTo(1);
    assertThat(classes.features()).containsExactly(7);
    assertThat(classes.labels()).containsExactly(2);
    assertThat(classes.targets()).isEmpty();
    UnitTable values = table.withLastAsTargets(1);
    assertThat(values.features()).containsExactly(7);
    assertThat(values.targets().orElseThrow().values()).containsExactly(2);
    assertThat(values.unitIds()).isEqualTo(table.unitIds());
  }

  @Test
  void refusesRowsOfAnotherWidthAndNumbersThatAreNone() {
    UnitTables.Builder builder = UnitTables.ofRows(keys, 2);
    assertThatThrownBy(() -> builder.add(new float[] {1}, 0)).hasMessageContaining("1 inputs");
    assertThatThrownBy(() -> builder.add(new float[] {1, Float.NaN}, 0))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> UnitTables.ofRows(keys, 0)).hasMessageContaining("at least 1");
  }
}
