import assert from 'node:assert/strict';
import { visibleText } from '../../src/panel/visibleText';

describe('visibleText', () => {
  it('leaves ordinary text of any script as it is, with its line breaks and tabs', () => {
    const text = 'What is RAG?\n\t什麼是 RAG？\nمرحبا 👩‍👩‍👧 🏳️‍🌈 é';
    assert.equal(visibleText(text), text);
  });

  it('takes CRLF for one line break', () => {
    assert.equal(visibleText('a\r\n\r\nb'), 'a\n\nb');
  });

  it('shows control characters, and a carriage return that is no line break', () => {
    assert.equal(visibleText('a\u0000b\u0007c\u001b[31md\re\u007ff'), 'a␀b␇c␛[31md␍e␡f');
  });

  it('shows what turns the direction of writing', () => {
    assert.equal(
      visibleText('\u202eabc\u202c\u2066x\u2069\u061c\u200f'),
      '⟨U+202E⟩abc⟨U+202C⟩⟨U+2066⟩x⟨U+2069⟩⟨U+061C⟩⟨U+200F⟩',
    );
  });

  it('shows what takes no room or none that one can see', () => {
    assert.equal(visibleText('a\u200bb\u2060c\u00add\ufeffe\u3164f'), 'a⟨U+200B⟩b⟨U+2060⟩c⟨U+00AD⟩d⟨U+FEFF⟩e⟨U+3164⟩f');
  });

  it('shows letters that are hidden in tag characters', () => {
    assert.equal(visibleText('\u{e0041}\u{e0042}x'), '⟨U+E0041⟩⟨U+E0042⟩x');
  });
});
