// Opens pages in headless Chromium: node html_report.js CHROMIUM FOLDER NAME...
// Each page is drawn at three widths, light and dark, and printed; axe-core, the console and the network
// are watched. Pictures are kept beside the pages.
const fs = require("fs");
const path = require("path");
const puppeteer = require("puppeteer-core");

const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [chromium, folder, ...names] = process.argv.slice(2);
const WIDTHS = [375, 1280, 1600];
// Text and marks that meet these are read by most: WCAG 2.1 A and AA, and axe's best practices.
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

const faults = [];

async function look(browser, name, width, scheme) {
  const page = await browser.newPage();
  const fault = (text) => faults.push(`${name} ${width} ${scheme}: ${text}`);
  page.on("console", (message) => fault(`console: ${message.text()}`));
  page.on("pageerror", (error) => fault(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) fault(`asks for ${request.url()}`);
  });
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto("file://" + path.join(folder, name + ".html"));
  await page.screenshot({ path: path.join(folder, `${name}-${width}-${scheme}.png`), fullPage: true });
  if (width === 1280 && scheme === "light") {
    await page.pdf({ path: path.join(folder, name + ".pdf"), format: "A4" });
  }
  // Opened, so that what stands in details is looked at, too.
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), RULES);
  for (const violation of found.violations) {
    const where = violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 120));
    fault(`axe: ${violation.id}: ${violation.help}: ${where.join(" | ")}`);
  }
  await page.close();
}

// At each width nothing runs past the page, and no label of an axis stands on another.
async function fits(browser, name) {
  const page = await browser.newPage();
  await page.goto("file://" + path.join(folder, name + ".html"));
  for (let width = 320; width <= 1600; width += 40) {
    await page.setViewport({ width, height: 900 });
    const found = await page.evaluate(() => {
      const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      const found = wide > 0 ? [`is ${wide} px wider than the window`] : [];
      for (const axis of document.querySelectorAll(".axis")) {
        const labels = [...axis.children].filter((label) => label.textContent.trim());
        const places = labels.filter((label) => getComputedStyle(label).visibility !== "hidden").map((label) => {
          const text = document.createRange();
          text.selectNodeContents(label);
          return text.getBoundingClientRect();
        }).filter((place) => place.width > 0);
        if (places.some((place, at) => at > 0 && place.left < places[at - 1].right)) {
          found.push(`labels overlap: ${axis.textContent}`);
        }
      }
      return found;
    });
    found.forEach((text) => faults.push(`${name} ${width}: ${text}`));
  }
  await page.close();
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
  for (const name of names) {
    for (const width of WIDTHS) {
      for (const scheme of ["light", "dark"]) await look(browser, name, width, scheme);
    }
    await fits(browser, name);
    console.log(`${name}: ${WIDTHS.length} widths, light and dark, printed`);
  }
  await browser.close();
  faults.forEach((fault) => console.log(fault));
  process.exit(faults.length === 0 ? 0 : 1);
})();
