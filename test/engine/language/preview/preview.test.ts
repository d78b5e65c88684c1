import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PreviewRequest, PromptPreview } from '../../../../src/engine/language/preview/previewPrompt';
import { compilePrompt } from '../../../../src/engine/prompt/compilePrompt';
import { anyPrompt, anyTestSet } from '../anyText';
import { languageWorkspace, textIn, WORKSPACE } from '../languageWorkspace';

type Texts = Readonly<Record<string, string>>;

async function preview(texts: Texts, request: PreviewRequest = {}): Promise<PromptPreview> {
  const { service, text } = languageWorkspace(texts);
  const found = await service.preview(text('a.prompt'), request);
  assert.ok(found);
  return found;
}

/** `path: text` of a place. */
function written(texts: Texts, found: ReturnType<PromptPreview['sources']['range']>): string {
  if (found === undefined) return '';
  const path = found.file.slice(WORKSPACE.length + 1);
  return `${path}: ${textIn((texts[path] ?? '').replace('‸', '').replace(/^\uFEFF/, ''), found.range)}`;
}

/** Each stretch as `rendered ← path: written ← path: value`. */
function traced(texts: Texts, { messages = [], sources }: PromptPreview): string[] {
  return messages.flatMap(({ role, place, parts }) => [
    `# ${role}${place === undefined ? '' : ` ← ${written(texts, sources.range(place))}`}`,
    ...parts.flatMap((part) => {
      if (part.kind !== 'text') return [JSON.stringify(part)];
      return part.stretches.map((stretch) => {
        const value = written(texts, sources.valueRange(stretch.place));
        const from = written(texts, sources.range(stretch.place));
        return `${part.text.slice(stretch.start, stretch.end)} ← ${from}${value === '' ? '' : ` ← ${value}`}`;
      });
    }),
  ]);
}

const textOf = ({ messages = [] }: PromptPreview) =>
  messages.map(
    ({ role, parts }) => `${role}: ${parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')}`,
  );

describe('the preview of a prompt', () => {
  const PROJECT = {
    'a.prompt':
      '---\r\nmodel: openai/gpt-4o-mini\r\ninput:\r\n  default:\r\n    lang: 中文\r\n---\r\n{{role "system"}}\r\n你是助理。🙂 {{lang}}\r\n{{role "user"}}\r\n{{> foot tone="kind"}}\r\n\t{{question}}\r\n{{#each items}}- {{this}}\r\n{{/each}}',
    '_foot.prompt': 'Be {{tone}} in {{lang}}.\n',
    'a.test.yaml':
      'cases:\n  - id: one\n    input: { question: 什麼是 RAG？, items: [甲, 乙] }\n  - id: two\n    input:\n      question: "Why \\"so\\"?"\n      items: []\n      lang: English\n',
  };

  it('knows of every stretch the line, the tag, the partial and the value that it came from', async () => {
    assert.deepEqual(traced(PROJECT, await preview(PROJECT)), [
      '# system ← a.prompt: {{role "system"}}',
      '你是助理。🙂 ← a.prompt: 你是助理。🙂',
      '中文 ← a.prompt: {{lang}} ← a.prompt: 中文',
      '# user ← a.prompt: {{role "user"}}',
      'Be ← _foot.prompt: Be',
      'kind ← _foot.prompt: {{tone}}',
      'in ← _foot.prompt: in',
      '中文 ← _foot.prompt: {{lang}} ← a.prompt: 中文',
      '. ← _foot.prompt: .',
      '什麼是 RAG？ ← a.prompt: {{question}} ← a.test.yaml: 什麼是 RAG？',
      '- ← a.prompt: -',
      '甲 ← a.prompt: {{this}} ← a.test.yaml: [甲, 乙]',
      '- ← a.prompt: -',
      '乙 ← a.prompt: {{this}} ← a.test.yaml: [甲, 乙]',
    ]);
  });

  it('shows the case that is asked for, and the first one where there is none of that id', async () => {
    const second = await preview(PROJECT, { caseId: 'two' });
    assert.equal(second.chosen, 1);
    assert.match(textOf(second)[1] ?? '', /Be kind in English\.\n\tWhy "so"\?/);
    assert.deepEqual(
      second.cases.map(({ id }) => id),
      ['one', 'two'],
    );
    assert.equal((await preview(PROJECT, { caseId: 'gone' })).chosen, 0);
    assert.deepEqual(second.files, ['/w/a.prompt', '/w/_foot.prompt', '/w/a.test.yaml']);
  });

  it('leads from a cursor to what it is rendered to, in the prompt, a partial and the test set', async () => {
    const shownAt = async (texts: Texts, path: string) => {
      const { service, text, cursor } = languageWorkspace(texts);
      const found = await service.preview(text('a.prompt'), {});
      const numbers = found?.sources.at(`${WORKSPACE}/${path}`, cursor(path));
      return (found?.messages ?? []).flatMap(({ role, place, parts }) => [
        ...(place !== undefined && numbers?.includes(place) ? [`# ${role}`] : []),
        ...parts.flatMap((part) =>
          part.kind === 'text'
            ? part.stretches
                .filter((stretch) => numbers?.includes(stretch.place))
                .map(({ start, end }) => part.text.slice(start, end))
            : [],
        ),
      ]);
    };
    const at = (path: keyof typeof PROJECT, before: string) =>
      shownAt({ ...PROJECT, [path]: PROJECT[path].replace(before, `‸${before}`) }, path);
    assert.deepEqual(await at('a.prompt', '助理'), ['你是助理。🙂']);
    assert.deepEqual(await at('a.prompt', 'role "user"'), ['# user']);
    assert.deepEqual(await at('a.prompt', 'question}}'), ['什麼是 RAG？']);
    // What stands in a loop was rendered more than once.
    assert.deepEqual(await at('a.prompt', 'this}}'), ['甲', '乙']);
    assert.deepEqual(await at('a.prompt', '\t{{question}}'), ['什麼是 RAG？']);
    assert.deepEqual(await at('_foot.prompt', 'tone}}'), ['kind']);
    assert.deepEqual(await at('a.test.yaml', 'RAG'), ['什麼是 RAG？']);
    assert.deepEqual(await at('a.test.yaml', 'id: two'), []);
    assert.deepEqual(await at('a.prompt', 'model:'), []);
  });

  it('takes samples by type where there is no test set', async () => {
    const found = await preview({
      'a.prompt':
        '---\ninput:\n  schema:\n    question: string\n    kind(enum): [short, long]\n    tags(array): string\n  default:\n    lang: zh\n---\n{{question}} {{kind}} {{#each tags}}[{{this}}]{{/each}} {{lang}} {{other}} {{user.name}} {{#each rows as |row|}}<{{row.cell}}>{{/each}}',
    });
    assert.deepEqual(textOf(found), ['user: ‹question› short [‹tags›] zh ‹other› ‹name› <‹cell›>']);
    assert.equal(found.chosen, undefined);
    // Samples are values, too.
    assert.deepEqual(found.missing, []);
  });

  it('says which variables nobody gives a value', async () => {
    const found = await preview({ ...PROJECT, 'a.test.yaml': 'cases:\n  - id: one\n    input: { items: [] }\n' });
    assert.deepEqual(found.missing, ['question']);
  });

  it('gives documents, and a place for earlier turns', async () => {
    const texts = {
      'a.prompt':
        '{{role "system"}}\n{{#each @metadata.docs}}{{this.content.[0].text}};{{/each}}\n{{history}}\n{{role "user"}}\n{{media url=picture contentType="image/png"}}{{section "tools"}}{{q}}',
      'a.test.jsonl': '{"q": "？", "picture": "https://a.example/b.png", "context": ["甲", "乙"]}\n',
    };
    const found = await preview(texts);
    assert.deepEqual(textOf(found), ['system: \n甲;乙;\n', 'user: ', 'user: ？']);
    assert.deepEqual(
      found.messages?.map(({ history }) => history),
      [false, true, false],
    );
    assert.deepEqual(
      found.messages?.[2]?.parts.map((part) => (part.kind === 'text' ? part.text : part)),
      [
        { kind: 'media', url: 'https://a.example/b.png', contentType: 'image/png' },
        { kind: 'section', name: 'tools' },
        '？',
      ],
    );
  });

  it('says what keeps a prompt from being rendered, and where', async () => {
    const found = await preview({ 'a.prompt': 'a {{x}}\n{{> nowhere}}' });
    assert.equal(found.messages, undefined);
    assert.deepEqual(
      found.problems.map(({ code, range }) => [code, range.start.line]),
      [['prompt.missing-partial', 1]],
    );
    const value = await preview({
      'a.prompt': '中{{#each items}}x{{/each}}\n{{role who}}',
      'a.test.yaml': 'cases:\n  - input: { items: [1], who: boss }\n',
    });
    assert.deepEqual(
      value.problems.map(({ code, range }) => [code, range.start.line]),
      [['prompt.unknown-role', 1]],
    );
  });

  it('renders another version with the same case', async () => {
    const base = { file: '/w/a.prompt', text: 'Before: {{question}}', partials: new Map() };
    const found = await preview(PROJECT, { base, caseId: 'two' });
    assert.deepEqual(found.base, [{ role: 'user', content: [{ text: 'Before: Why "so"?' }] }]);
    assert.equal((await preview(PROJECT, { base: { ...base, text: '{{#if' } })).base, undefined);
  });

  it('counts the tokens of each message, and what they cost', async () => {
    const { service, text } = languageWorkspace({
      'a.prompt':
        '---\nmodel: openai/gpt-4o-mini\n---\n{{role "system"}}You are a helpful assistant.{{role "user"}}Hello',
    });
    const found = await service.preview(text('a.prompt'), {});
    const counts = await service.previewCounts(found?.messages ?? [], found?.model);
    // o200k_base: "You are a helpful assistant." has 6 tokens, "Hello" 1 (OpenAI's tokenizer); $0.15 for a million.
    const { cost = 0, ...rest } = counts;
    assert.deepEqual(rest, { messages: [6, 1], total: 7, exact: true, contextTokens: 128_000 });
    assert.ok(Math.abs(cost - 7 * 0.15e-6) < 1e-12, String(cost));
    assert.deepEqual(await service.previewCounts([], undefined), { messages: [], total: 0, exact: false });
  });

  it('never fails, maps inside of the files, and shows what rendering gives, whatever the texts', async () => {
    let rendered = 0;
    await fc.assert(
      fc.asyncProperty(anyPrompt, anyPrompt, anyTestSet, async (prompt, partial, tests) => {
        const texts = { 'a.prompt': prompt, '_style.prompt': partial, '_p.prompt': partial, [tests.path]: tests.text };
        const found = await preview(texts);
        for (const [number, { start, end, value }] of found.sources.places.entries()) {
          const { file } = found.sources.range(number) ?? {};
          const text = texts[file?.slice(WORKSPACE.length + 1) ?? ''] ?? '';
          assert.ok(start <= end && end <= text.length);
          if (value) assert.ok(value.start <= value.end);
        }
        if (found.messages === undefined) return;
        rendered++;
        for (const { parts } of found.messages) {
          for (const part of parts) {
            if (part.kind !== 'text') continue;
            for (const { start, end, place } of part.stretches) {
              const { kind } = found.sources.places[place] ?? {};
              const source = written(texts, found.sources.range(place)).replace(/^[^:]*: /, '');
              if (kind === 'text') assert.equal(source, part.text.slice(start, end));
            }
          }
        }
        if (found.chosen !== undefined) return;
        const source = {
          file: '/w/a.prompt',
          text: prompt,
          partials: new Map(['style', 'p'].map((name) => [name, { file: `/w/_${name}.prompt`, text: partial }])),
        };
        const same = await preview(texts, { base: source });
        if (/history/.test(prompt + partial)) return;
        assert.deepEqual(
          same.messages?.map(({ role, parts }) => [role, parts.map((part) => (part.kind === 'text' ? part.text : ''))]),
          same.base?.map(({ role, content }) => [role, content.map(({ text = '' }) => text)]),
        );
        assert.ok(compilePrompt(source));
      }),
      { seed: 20261129, numRuns: 600 },
    );
    assert.ok(rendered > 40, `only ${rendered} could be rendered`);
  });
});
