package dev.lethe.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.TestBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  private static final HexFormat HEX = HexFormat.of();

  /** The test tree of Certificate Transparency's implementations, since the first one. */
  static final List<byte[]> ENTRIES =
      List.of(
          new byte[0],
          HEX.parseHex("00"),
          HEX.parseHex("10"),
          HEX.parseHex("2021"),
          HEX.parseHex("3031"),
          HEX.parseHex("40414243"),
          HEX.parseHex("5051525354555657"),
          HEX.parseHex("606162636465666768696a6b6c6d6e6f"));

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  static MerkleTree tree(List<byte[]> entries) {
    MerkleTree tree = new MerkleTree();
    entries.forEach(entry -> tree.append(MerkleHash.leaf(entry)));
    return tree;
  }

  static List<byte[]> entries(int count) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(TestBytes.of(i, i % 40));
    }
    return entries;
  }

  /** Section 2.1 of RFC 6962, word for word. */
  private static byte[] referenceRoot(List<byte[]> entries) {
    if (entries.isEmpty()) {
      return MerkleHash.empty();
    }
    if (entries.size() == 1) {
      return MerkleHash.leaf(entries.get(0));
    }
    int k = 1;
    while (2 * k < entries.size()) {
      k *= 2;
    }
    return MerkleHash.node(
        referenceRoot(entries.subList(0, k)), referenceRoot(entries.subList(k, entries.size())));
  }

  @Test
  void rootsAreThoseOfTheTestTree() {
    MerkleTree tree = tree(ENTRIES);
    for (int size = 0; size <= 8; size++) {
      assertThat(HEX.formatHex(tree.root(size))).isEqualTo(ROOTS.get(size));
      assertThat(HEX.formatHex(tree(ENTRIES.subList(0, size)).root())).isEqualTo(ROOTS.get(size));
    }
  }

  @Test
  void inclusionProofsAreThoseOfTheTestTree() {
    MerkleTree tree = tree(ENTRIES);
    assertThat(hex(tree.inclusionProof(0, 8)))
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    assertThat(hex(tree.inclusionProof(5, 8)))
        .containsExactly(
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    assertThat(hex(tree.inclusionProof(0, 1))).isEmpty();
  }

  @Test
  void consistencyProofsAreThoseOfTheTestTree() {
    MerkleTree tree = tree(ENTRIES);
    assertThat(hex(tree.consistencyProof(1, 8)))
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    assertThat(hex(tree.consistencyProof(6, 8)))
        .containsExactly(
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    assertThat(hex(tree.consistencyProof(2, 5)))
        .containsExactly(
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
  }

  @Test
  void rootsOfAllSizesFollowTheDefinition() {
    List<byte[]> entries = entries(130);
    MerkleTree tree = tree(entries);
    for (int size = 0; size <= 130; size++) {
      assertThat(tree.root(size)).isEqualTo(referenceRoot(entries.subList(0, size)));
    }
  }

  @Test
  void whatIsHandedInOrOutIsACopy() {
    MerkleTree tree = new MerkleTree();
    byte[] leaf = MerkleHash.leaf(new byte[] {1});
    tree.append(leaf);
    byte[] root = tree.root();
    Arrays.fill(leaf, (byte) 0);
    Arrays.fill(root, (byte) 0);
    assertThat(tree.root()).isEqualTo(MerkleHash.leaf(new byte[] {1}));
    tree.append(MerkleHash.leaf(new byte[] {2}));
    Arrays.fill(tree.inclusionProof(0, 2).get(0), (byte) 0);
    assertThat(tree.root()).isEqualTo(referenceRoot(List.of(new byte[] {1}, new byte[] {2})));
  }

  @Test
  void placesOutsideTheTreeAreOurBug() {
    MerkleTree tree = tree(entries(5));
    assertThatThrownBy(() -> tree.root(6)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tree.inclusionProof(5, 5))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tree.inclusionProof(0, 6))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tree.consistencyProof(4, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> tree.append(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static List<String> hex(List<byte[]> hashes) {
    return hashes.stream().map(HEX::formatHex).toList();
  }
}
