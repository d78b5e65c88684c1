import assert from 'node:assert/strict';
import { inPrompt, shownFindings } from './findingsOf';

/** A key is put together here, so that nobody takes this file for one that leaks it. */
const random = (length: number) =>
  'q7Zk2XvB9mLw4TnR8sYd3FhJ6pGc1VtKe5AoUiNyWxQzHrSlMbCfDgEjPuOa0I'.repeat(2).slice(0, length);

describe('keys in a text', () => {
  const keys: [string, string][] = [
    ['OpenAI', `sk-proj-${random(48)}`],
    ['OpenAI, older', `sk-${random(48)}`],
    ['Anthropic', `sk-ant-api03-${random(80)}AA`],
    ['OpenRouter', `sk-or-v1-${'0f3a9c'.repeat(2)}7e1b5d${'8842ac'.repeat(7)}`],
    ['Google', `AIza${random(35)}`],
    ['AWS', 'AKIA' + 'Q7ZK2XVB' + 'W4TNR3SY'],
    ['GitHub', `ghp_${random(36)}`],
    ['GitHub, fine-grained', `github_pat_${random(22)}_${random(59)}`],
    ['GitLab', `glpat-${random(20)}`],
    ['Slack', `xoxb-${'24871365'}90-${'57213498'}61-${random(24)}`],
    ['Slack webhook', `https://hooks.slack.com/services/T${'0Q7ZK2XV'}/B${'9MLW4TNR'}/${random(24)}`],
    ['Hugging Face', `hf_${random(34)}`],
    ['Groq', `gsk_${random(52)}`],
    ['xAI', `xai-${random(80)}`],
    ['Perplexity', `pplx-${random(48)}`],
    ['Stripe', `sk_live_${random(24)}`],
  ];
  for (const [name, key] of keys) {
    it(`of ${name} are found, in Chinese text too`, async () => {
      assert.deepEqual(await inPrompt(`金鑰 🙂「${key}」。`), [`warning text.secret-key ‹${key}›`]);
    });
  }

  it('of nobody in particular are found where their name says what they are', async () => {
    const token = random(40);
    assert.deepEqual(await inPrompt(`curl -H "Authorization: Bearer ${token}"`), [
      `warning text.bearer-token ‹${token}›`,
    ]);
    assert.deepEqual(await inPrompt(`my_api_key = '${token}'`), [`warning text.bearer-token ‹${token}›`]);
    assert.deepEqual(await inPrompt(`{"client_secret": "${token}"}`), [`warning text.bearer-token ‹${token}›`]);
  });

  it('that are private are found', async () => {
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${random(64)}\n-----END RSA PRIVATE KEY-----`;
    assert.deepEqual(await inPrompt(`x\n${key}\n`), [`warning text.private-key ‹${key}›`]);
  });

  it('are found in frontmatter, partials and test sets of every format', async () => {
    const key = `ghp_${random(36)}`;
    const wanted = [`warning text.secret-key ‹${key}›`];
    const prompt = { 'a.prompt': `{{q}}{{> p}}`, '_p.prompt': key };
    assert.deepEqual(await inPrompt(`---\ndescription: ${key}\n---\nx`), wanted);
    assert.deepEqual(await shownFindings(prompt, '_p.prompt'), wanted);
    const sets = {
      'a.test.yaml': `cases:\n  - input: { q: ${key} }\n`,
      'a.test.json': `[{"q": "${key}"}]`,
      'a.test.jsonl': `{"q": "${key}"}`,
      'a.test.csv': `q\n${key}\n`,
      'a.test.tsv': `id\tq\n一\t${key}\n`,
    };
    for (const [path, text] of Object.entries(sets)) {
      assert.deepEqual(await shownFindings({ ...prompt, [path]: text }, path), wanted, path);
    }
  });

  const others: string[] = [
    'sk-proj-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'sk-your-key-goes-here-please-and-thank-you',
    'AKIAIOSFODNN7EXAMPLE',
    'ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'sk-1234567890abcdef1234567890abcdef',
    'risk-assessment-for-the-whole-organisation-2026',
    'task-proj-planning-and-reporting-for-everybody',
    'Bearer of good news and of a very long sentence',
    'Authorization: Bearer {{token}}',
    'Authorization: Bearer <access_token_of_the_service>',
    'api_key: os.environ.get-the-value-of-the-variable',
    'token = some_variable_name_that_is_long_enough_to_look',
    'access_token: https://login.example.org/oauth2/v2/token',
    'The secret: never give up, even when it takes years',
    'sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'AIza is how keys of Google begin',
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4',
    '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA\n-----END PUBLIC KEY-----',
  ];
  for (const text of others) {
    it(`are not seen in ${text.slice(0, 60)}`, async () => {
      assert.deepEqual(
        (await inPrompt(text)).filter((each) => each.includes('text.')),
        [],
      );
    });
  }
});

describe('characters that nobody sees', () => {
  const bad: [string, string, string][] = [
    ['an override', 'admin\u202Etxt', 'warning text.bidirectional-character ‹\u202E›'],
    ['isolates that stay open', 'a \u2066// check\u2069\u2066 b', 'warning text.bidirectional-character ‹\u2066›'],
    ['a zero-width space', '提示\u200B詞', 'warning text.invisible-character ‹\u200B›'],
    ['several at once', 'x\u200B\u2060\u200Cy', 'warning text.invisible-character ‹\u200B\u2060\u200C›'],
    ['a joiner between letters', 'pay\u200Dpal', 'warning text.invisible-character ‹\u200D›'],
    ['a byte order mark inside', 'a\uFEFFb', 'warning text.invisible-character ‹\uFEFF›'],
    ['a soft hyphen', 'soft\u00ADhyphen', 'warning text.invisible-character ‹\u00AD›'],
    ['a control character', 'bell\u0007', 'warning text.invisible-character ‹\u0007›'],
    [
      'a sentence of tags',
      `hi${String.fromCodePoint(0xe0069, 0xe0067, 0xe006e)}`,
      `warning text.invisible-character ‹${String.fromCodePoint(0xe0069, 0xe0067, 0xe006e)}›`,
    ],
    [
      'bytes in variation selectors',
      `🙂\uFE0F${String.fromCodePoint(0xe0121, 0xe0143)}`,
      `warning text.invisible-character ‹${String.fromCodePoint(0xe0121, 0xe0143)}›`,
    ],
    ['a selector behind a letter', 'a\uFE01b', 'warning text.invisible-character ‹\uFE01›'],
    ['a mark of direction in English', 'left\u200Fright', 'warning text.invisible-character ‹\u200F›'],
    ['a line separator', 'a\u2028b', 'warning text.invisible-character ‹\u2028›'],
  ];
  for (const [name, text, wanted] of bad) {
    it(`are found: ${name}`, async () => assert.equal((await inPrompt(text))[0], wanted));
  }

  const good: [string, string][] = [
    ['a family', '👨‍👩‍👧‍👦 and 🏳️‍🌈 and 👩🏽‍💻'],
    ['a flag of tags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['Persian with a non-joiner', 'می\u200Cخواهم'],
    ['Hindi with a joiner', 'क्\u200Dष'],
    ['Sinhala', 'ශ්\u200Dරී'],
    ['Arabic with marks and balanced isolates', 'قال \u2067abc\u2069 \u200Fنعم'],
    ['a keycap and a text form', '1️⃣ ©︎ ℹ️ ™️'],
    ['an ideographic variant', `葛${String.fromCodePoint(0xe0100)}`],
    ['tabs and line ends', 'a\tb\r\nc'],
    ['a byte order mark at the beginning', '\uFEFFhello'],
    ['wide and non-breaking spaces', 'a　b\u00A0c'],
  ];
  for (const [name, text] of good)
    it(`are let through: ${name}`, async () => assert.deepEqual(await inPrompt(text), []));
});

describe('comments that ask to leave a finding out', () => {
  it('hold for their line and the next one', async () => {
    assert.deepEqual(
      await inPrompt(
        '---\n# assay-ignore prompt.unknown-key\ntone: dry\nmood: x # assay-ignore prompt.unknown-key\nlang: zh\n---\nx',
      ),
      [],
    );
    assert.deepEqual(await inPrompt('---\n# assay-ignore prompt.unknown-key\ntone: dry\n\nlang: zh\n---\nx'), [
      'warning prompt.unknown-key ‹lang›',
    ]);
  });

  it('may stand in the template, and name several codes, or one for both its forms', async () => {
    const schema = '---\ninput: {schema: {text: string}}\n---\n{{text}}\n';
    assert.deepEqual(
      await inPrompt(
        `${schema}{{! assay-ignore prompt.undeclared-variable, text.invisible-character }}\n{{txt}}{{other}}a\u200Bb`,
      ),
      [],
    );
    assert.deepEqual(await inPrompt(`${schema}{{!-- assay-ignore text.secret-key --}}\n{{other}}`), [
      'warning prompt.undeclared-variable ‹other›',
    ]);
  });

  it('hide no error', async () => {
    assert.deepEqual(await inPrompt('{{! assay-ignore prompt.missing-partial }}{{> gone}}'), [
      'error prompt.missing-partial ‹{{> gone}}›',
    ]);
  });

  it('may stand above a partial', async () => {
    assert.deepEqual(
      await shownFindings({ '_p.prompt': '{{! assay-ignore prompt.unused-partial }}\nx' }, '_p.prompt'),
      [],
    );
  });
});
