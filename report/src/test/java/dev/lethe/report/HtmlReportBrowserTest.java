package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a reader sees it, in Debian's Chromium; skipped where that is not installed. */
final class HtmlReportBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path TARGET = Path.of("target");

  static @org.jspecify.annotations.Nullable Playwright playwright;
  static Browser browser;
  static String url;

  @BeforeAll
  static void open() throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM), "needs Debian's chromium: apt-get install chromium");
    RealReport real = RealReport.shared();
    Verification verification =
        ReportVerifier.verify(
            real.report.bytes(), VerifyOptions.trusting(real.trust).withModel(real.modelFolder));
    Path page = real.home.resolve("report.html");
    Files.writeString(page, HtmlReport.render(real.report, verification));
    url = page.toUri().toString();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  @AfterAll
  static void close() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 768, 1200})
  void fitsItsWindowLoadsNothingAndComplainsOfNothing(int width) {
    List<String> requests = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    try (Page page = browser.newPage()) {
      page.onRequest(request -> requests.add(request.url()));
      page.onConsoleMessage(message -> complaints.add(message.text()));
      page.onPageError(complaints::add);
      page.setViewportSize(width, 800);
      page.navigate(url);

      // A table that scrolls inside itself would hide figures as much as a wide page does.
      Object widest =
          page.evaluate(
              "() => { document.querySelectorAll('details').forEach(d => d.open = true);"
                  + " return Math.max(document.documentElement.scrollWidth,"
                  + " ...[...document.querySelectorAll('body *')].filter(e => !e.closest('.skip'))"
                  + ".map(e => Math.ceil(e.getBoundingClientRect().right))); }");
      assertThat(((Number) widest).intValue()).isLessThanOrEqualTo(width);
      assertThat(requests).containsExactly(url);
      assertThat(complaints).isEmpty();
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(TARGET.resolve("report-" + width + ".png")));
    }
  }

  @Test
  void textIsReadableAgainstItsBackground() {
    try (Page page = browser.newPage()) {
      page.navigate(url);
      // WCAG 2.2 contrast of every element with text of its own, against the nearest background.
      Object worst = page.evaluate(CONTRAST);
      assertThat(((Number) worst).doubleValue()).isGreaterThan(4.5);
    }
  }

  @Test
  void printShowsWhatTheScreenFoldsAway() {
    try (Page page = browser.newPage()) {
      page.navigate(url);
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      page.pdf(new Page.PdfOptions().setPath(TARGET.resolve("report.pdf")));
      Object height =
          page.evaluate(
              "() => document.querySelector('details table').getBoundingClientRect().height");
      assertThat(((Number) height).doubleValue()).isGreaterThan(500);
    }
  }

  @Test
  void firstScreenIsTheGuarantee() {
    try (Page page = browser.newPage()) {
      page.setViewportSize(1000, 1320);
      page.navigate(url);
      page.screenshot(new Page.ScreenshotOptions().setPath(TARGET.resolve("report.png")));
      Object bottom =
          page.evaluate("() => document.querySelector('.formal').getBoundingClientRect().bottom");
      assertThat(((Number) bottom).doubleValue()).isLessThan(600);
    }
  }

  private static final String CONTRAST =
      """
      () => {
        const rgb = c => c.match(/[\\d.]+/g).map(Number);
        const lum = c => { const [r, g, b] = c.slice(0, 3).map(v => { v /= 255;
          return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
        const ground = e => { for (; e; e = e.parentElement) {
          const c = rgb(getComputedStyle(e).backgroundColor);
          if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
        let worst = 21;
        for (const e of document.querySelectorAll('body *')) {
          const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
          if (!own || e.closest('title,desc,.skip')) continue;
          const style = getComputedStyle(e);
          const a = lum(rgb(e.closest('svg') ? style.fill : style.color));
          const b = lum(ground(e));
          worst = Math.min(worst, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
        }
        return worst;
      }
      """;
}
