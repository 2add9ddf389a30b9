package dev.lethe.privacy.opendp;

import dev.lethe.natives.NativeLibraryException;
import dev.lethe.natives.OpenDpBridge;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test that is skipped where the build was told to leave the native library out, and only there.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsLibrary.Condition.class)
public @interface NeedsLibrary {

  /** Whether the library may be and is absent. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Boolean.getBoolean("lethe.native.skip")) {
        try {
          OpenDpBridge.require();
        } catch (NativeLibraryException e) {
          return ConditionEvaluationResult.disabled("-Dlethe.native.skip: " + e.reason());
        }
      }
      return ConditionEvaluationResult.enabled("the library must be there");
    }
  }
}
