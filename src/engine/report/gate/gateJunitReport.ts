import type { GatedPrompt } from '../../gate/gateResult';
import { shownPath } from '../casePlace';
import { plainText } from '../plainText';
import type { ReportOptions } from '../report';
import { escapeXml } from '../xml';
import { promptLines, verdictOf } from './gateLines';
import type { GateReportFormat } from './gateReport';

/** JUnit XML as CI systems read it: a test case a prompt, which fails where it regressed and is skipped where unknown. */
export const gateJunitReport: GateReportFormat = {
  write({ prompts, base, head }, options) {
    const failures = prompts.filter(isFailure).length;
    const skipped = prompts.filter(({ verdict }) => verdict === 'inconclusive').length;
    const name = escaped(`${base} → ${head}`);
    const attributes = `name="${name}" tests="${prompts.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
    const cases = prompts.map((prompt) => testCase(prompt, options)).join('');
    return (
      `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="assay gate">\n` +
      `  <testsuite ${attributes}>\n${cases}  </testsuite>\n</testsuites>\n`
    );
  },
};

function testCase(prompt: GatedPrompt, options: ReportOptions): string {
  const file = escaped(shownPath(prompt.file, options.base));
  const lines = promptLines(prompt, options);
  const said = escaped([`${verdictOf(prompt, options)}.`, ...lines].join('\n'));
  const message = escaped([verdictOf(prompt, options), lines[0] ?? ''].join(': '));
  const state = isFailure(prompt)
    ? `      <failure message="${message}" type="${prompt.reason}">${said}</failure>\n`
    : prompt.verdict === 'inconclusive'
      ? `      <skipped message="${message}"/>\n`
      : `      <system-out>${said}</system-out>\n`;
  return `    <testcase name="${file}" classname="assay.gate" file="${file}">\n${state}    </testcase>\n`;
}

function isFailure({ verdict, accepted }: GatedPrompt): boolean {
  return verdict === 'regressed' && accepted === undefined;
}

function escaped(text: string): string {
  return escapeXml(plainText(text));
}
