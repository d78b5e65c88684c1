import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import CountingReporter from '../../scripts/countingReporter.mjs';

/**
 * The tests that run inside VS Code's extension host: `suite/` in a trusted window, `restricted/` in one that starts
 * in Restricted Mode. They may import `vscode`. (`ui/` is another kind: it drives a window from outside.)
 *
 * The environment names the folder (`ASSAY_TEST_FOLDER`), a part of the title to run only some
 * (`ASSAY_TEST_GREP`), and, for the reporter, the file that gets the numbers (`ASSAY_TEST_COUNTS`).
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const { default: Mocha } = await import('mocha');
  // The bar tells the report from everything else that VS Code says on this console.
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) =>
    console.log(`│ ${format(...args).replaceAll('\n', '\n│ ')}`);
  const { ASSAY_TEST_FOLDER: folder = 'suite', ASSAY_TEST_GREP: grep } = process.env;
  const mocha = new Mocha({
    ui: 'bdd',
    color: Boolean(process.env.FORCE_COLOR),
    timeout: 30_000,
    grep,
    reporter: CountingReporter,
  });
  for (const file of readdirSync(join(__dirname, folder), { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.test.js')) mocha.addFile(join(__dirname, folder, file));
  }
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => {
      if (failures > 0) reject(new Error(`${failures} failed`));
      else resolve();
    });
  });
}
