package dev.lethe.cli;

import dev.lethe.training.TrainingResult;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Keeps a run's model in its output folder: whole or marked partial, never half written. */
record ToFolder(RunDirectory directory) implements TrainingSession.Destination {
  @Override
  public Path checkpoint() {
    return directory.checkpoint();
  }

  @Override
  public void keep(TrainingResult result) {
    save(result);
    directory.writeResult(result);
  }

  @Override
  public void keepPartial(TrainingResult partial) {
    save(partial);
  }

  @Override
  public TrainingResult kept() {
    return directory.readResult();
  }

  @Override
  public Releases.Store released() {
    return new FolderReleases(directory);
  }

  /** An earlier model in the way is the same run's, from before it was interrupted. */
  private void save(TrainingResult result) {
    try {
      if (Files.exists(directory.model())) {
        Path old = directory.root().resolve("model.superseded");
        if (Files.exists(old)) {
          delete(old);
        }
        Files.move(directory.model(), old, StandardCopyOption.ATOMIC_MOVE);
        delete(old);
      }
      result.model().save(directory.model());
    } catch (IOException e) {
      throw RunDirectory.unwritable(directory.root(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
