import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';

/**
 * Mocha's `spec` reporter, which also appends a line with the numbers of the run, and with what failed, to the file
 * named by `ASSAY_TEST_COUNTS`, for whoever sums up several runs.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    /** @type {{ test: string; reason: string }[]} */
    const failed = [];
    runner.on('fail', (test, error) => {
      failed.push({ test: test.titlePath().join(' › '), reason: String(error?.message ?? error) });
    });
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env.ASSAY_TEST_COUNTS;
      if (file) appendFileSync(file, `${JSON.stringify({ passes, failures, pending, failed })}\n`);
    });
  }
}
