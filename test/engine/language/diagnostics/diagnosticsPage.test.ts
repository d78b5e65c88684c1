import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agreement } from '../../../../src/wording/agreement';
import { judge } from '../../../../src/wording/judge';
import { languageDiagnostics } from '../../../../src/wording/languageDiagnostics';
import { model } from '../../../../src/wording/model';
import { prompt } from '../../../../src/wording/prompt';
import { templateSyntax } from '../../../../src/wording/templateSyntax';
import { testset } from '../../../../src/wording/testset';
import { allFindings } from './findingsOf';

const PAGE = readFileSync(join(__dirname, '../../../../docs/diagnostics.md'), 'utf8');
const SENTENCES = [prompt, templateSyntax, languageDiagnostics, testset, judge, model, agreement];

/** Sentences of these areas that are no finding in a file. */
const ELSEWHERE = [
  // Said by a rendering, when its values are there.
  /^prompt\.(?:render|too-many-iterations|renders-too-much)$/,
  // Said of an output, or by a run.
  /^check\.(?!argument-|bad-|schema-file-|file-|needs-expected|unknown-finish-reason|javascript-(?:syntax|import|no-function))/,
  /^judge\.(?:baseline-compares-none|unasked-.*|counted-.*|no-labelled-examples|no-model)$/,
  // Belongs to another finding, as a second place.
  /^testset\.first-use-of-id$/,
  // Said of the user's own configuration.
  /^model\.config-/,
  // Said when people's labels are looked for.
  /^calibrate\.(?:nobody-scored|no-labels)$/,
  /^(?:agreement|calibration|improve)\./,
];

/** What an example of a test set belongs to, where it brings no prompt of its own. */
const PROMPT = '---\ninput: { schema: { question: string } }\n---\n{{question}}\n';

const NAMES: Readonly<Record<string, string>> = {
  handlebars: 'answer.prompt',
  yaml: 'answer.test.yaml',
  json: 'answer.test.json',
  csv: 'answer.test.csv',
};

interface Section {
  code: string;
  severity: string;
  /** The files of its example, by path; none where there is no example. */
  files: Record<string, string>;
}

function sections(): Section[] {
  return PAGE.split(/^### /m)
    .slice(1)
    .map((section) => {
      const [, code = '', severity = ''] = /^(\S+)\n\n(Error|Warning|Info|Hint)\. /.exec(section) ?? [];
      const blocks = [...section.matchAll(/^```(\S+)(?: (\S+))?\n([\s\S]*?)\n```$/gm)];
      const files = blocks.map(([, language = '', path, text = '']) => [
        path ?? NAMES[language] ?? language,
        `${withCharacters(text)}\n`,
      ]);
      return { code, severity: severity.toLowerCase(), files: Object.fromEntries(files) };
    });
}

/** The page shows no character that nobody would see: `⟨U+200B⟩` stands for it. */
function withCharacters(text: string): string {
  return text.replace(/⟨U\+([0-9A-F]+)⟩/g, (_, number: string) => String.fromCodePoint(Number.parseInt(number, 16)));
}

/** A code with a suggestion is explained with the one without. */
const baseOf = (code: string) => code.replace(/-suggestion$/, '');

describe('the page about diagnostics', () => {
  it('has a section for every code, and none for a code that is not', () => {
    const codes = SENTENCES.flatMap(({ en }) => Object.keys(en)).filter(
      (code) => !ELSEWHERE.some((each) => each.test(code)),
    );
    const wanted = [...new Set(codes.map(baseOf))].sort();
    const found = sections().map(({ code }) => code);
    assert.ok(wanted.length > 150);
    assert.deepEqual([...found].sort(), wanted);
    assert.equal(new Set(found).size, found.length);
  });

  it('shows an example of nearly all of them', () => {
    const without = sections()
      .filter(({ files }) => Object.keys(files).length === 0)
      .map(({ code }) => code);
    // What is too large for a page, cannot be read, or would be taken for a key that leaks.
    const allowed =
      /too-(?:large|deep|many-.*)$|not-utf8$|cannot-read$|not-read$|^check\.javascript-|^prompt\.(?:file-not-found|expands-too-far|longer-than-context|nul-character|frontmatter-too-large)$|^text\.(?:secret-key|private-key|bearer-token)$|more-problems$/;
    assert.deepEqual(
      without.filter((code) => !allowed.test(code)),
      [],
    );
  });

  for (const { code, severity, files } of sections()) {
    if (Object.keys(files).length === 0) continue;
    it(`shows ${code}`, async () => {
      const texts = 'answer.prompt' in files ? files : { 'answer.prompt': PROMPT, ...files };
      const found = await Promise.all(
        Object.keys(texts)
          .filter((path) => /\.prompt$|\.test\.\w+$/.test(path))
          .map((path) => allFindings(texts, path)),
      );
      const shown = found.flat().map((finding) => `${finding.severity} ${baseOf(finding.code)}`);
      assert.ok(shown.includes(`${severity} ${code}`), `found: ${shown.join(', ') || 'nothing'}`);
    });
  }
});
