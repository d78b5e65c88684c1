import assert from 'node:assert/strict';
import { splitSentences } from '../../../../src/engine/compare/weight/splitSentences';

/** The sentences of a template. */
const sentences = (template: string) => splitSentences(template).map(({ start, end }) => template.slice(start, end));

/** The template without its sentence of that number. */
function without(template: string, index: number): string {
  const cut = splitSentences(template)[index]?.cut ?? assert.fail(`no sentence ${index}`);
  return template.slice(0, cut.start) + template.slice(cut.end);
}

describe('splitSentences', () => {
  it('divides English, Chinese and Japanese, and keeps emoji with their sentence', () => {
    assert.deepEqual(sentences('Be kind. Be short! Why? Use e.g. a list, says Dr. Who.'), [
      'Be kind.',
      'Be short!',
      'Why?',
      'Use e.g. a list, says Dr. Who.',
    ]);
    assert.deepEqual(sentences('請簡短回答。不要「道歉。」只用繁體中文！好嗎？'), [
      '請簡短回答。',
      '不要「道歉。」',
      '只用繁體中文！',
      '好嗎？',
    ]);
    assert.deepEqual(sentences('短く答えてください。絵文字は使わない。'), [
      '短く答えてください。',
      '絵文字は使わない。',
    ]);
    assert.deepEqual(sentences('Be kind 👩‍👩‍👧. 😀\nNo emoji 🙃'), ['Be kind 👩‍👩‍👧.', 'No emoji 🙃']);
  });

  it('takes items, headings and fenced blocks for sentences of their own, and no markup', () => {
    const template =
      '# Rules\n\n- Be kind\n* Be short. Be true.\n2. Count\n<example>\n```\na. B\nC. d\n```\n</example>\n---';
    assert.deepEqual(sentences(template), [
      'Rules',
      'Be kind',
      'Be short.',
      'Be true.',
      'Count',
      '```\na. B\nC. d\n```',
    ]);
  });

  it('follows a sentence over a line break, in LF and in CRLF', () => {
    for (const newline of ['\n', '\r\n']) {
      const template = ['Answer only from', 'the passages. Be short', 'Be kind,', 'Always', '', 'then stop.'].join(
        newline,
      );
      assert.deepEqual(sentences(template), [
        `Answer only from${newline}the passages.`,
        'Be short',
        `Be kind,${newline}Always`,
        'then stop.',
      ]);
      assert.equal(without(template, 0), ['Be short', 'Be kind,', 'Always', '', 'then stop.'].join(newline));
    }
  });

  it('never cuts through an expression, a block or a marker', () => {
    const template = [
      '{{role "system"}}',
      'Use {{a.b}}. Answer {{#if short}}briefly. Very.{{else}}fully{{/if}} now. Go.',
      '{{! a note. Two. }}',
      '{{#if tone}}',
      'Be {{tone}}. Be calm.',
      '{{else}}',
      'Be free.',
      '{{/if}}',
      '{{> style}}',
      '{{role "user"}}Tell me: {{question}}',
      '{{history}}',
    ].join('\n');
    assert.deepEqual(sentences(template), [
      'Use {{a.b}}.',
      'Answer {{#if short}}briefly. Very.{{else}}fully{{/if}} now.',
      'Go.',
      'Be {{tone}}.',
      'Be calm.',
      'Be free.',
      '{{> style}}',
      'Tell me: {{question}}',
    ]);
    assert.deepEqual(sentences('{{#if a}} never closed. Two.'), []);
  });

  it('takes out what belongs to a sentence, and leaves no hole', () => {
    assert.equal(without('One. Two. Three.', 1), 'One. Three.');
    assert.equal(without('One. Two.', 1), 'One.');
    assert.equal(without('- One. Two.\n- Three.', 0), '- Two.\n- Three.');
    assert.equal(without('- One.\n- Two.\n- Three.', 1), '- One.\n- Three.');
    assert.equal(without('A.\r\n\r\nB.\r\n\r\nC.', 1), 'A.\r\n\r\nC.');
    assert.equal(without('A.\n\nB.', 1), 'A.\n');
    assert.equal(without('{{role "user"}}Be kind.', 0), '{{role "user"}}');
    assert.equal(without('一。二。三。', 1), '一。三。');
  });

  it('gives spans that are in order, trimmed, and divide nothing twice, in odd texts too', () => {
    for (const template of [
      '',
      '\n\n',
      '...',
      '{{a}}',
      '- ',
      '1. ',
      '```\nopen',
      '\u2028A.\u2029B.',
      'x'.repeat(5000),
    ]) {
      let last = 0;
      for (const { start, end, cut } of splitSentences(template)) {
        assert.ok(last <= start && start < end && cut.start <= start && end <= cut.end, JSON.stringify(template));
        assert.equal(template.slice(start, end), template.slice(start, end).trim());
        last = end;
      }
    }
  });
});
