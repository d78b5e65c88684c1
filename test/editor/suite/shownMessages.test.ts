import assert from 'node:assert/strict';
import { shownMessages } from '../../../src/editor/preview/shownMessages';
import type { PreviewMessage, PromptPreview } from '../../../src/engine/language/preview/previewPrompt';
import type { Message, Role } from '../../../src/engine/prompt/message';
import { pairMessages } from '../../../src/engine/versions/pairMessages';

const now = (role: Role, text: string): PreviewMessage => {
  return { role, history: false, parts: [{ kind: 'text', text, stretches: [] }] };
};
const inHead = (role: Role, text: string): Message => ({ role, content: [{ text }] });

/** Each message as `role: text ← text in HEAD`, with what happened to it as a whole. */
function shown(messages: PreviewMessage[], base: Message[] | undefined): string[] {
  const preview = { sources: { places: [] }, ...(base && { base }) } as unknown as PromptPreview;
  return shownMessages(messages, preview, pairMessages).map(({ role, parts, change }) => {
    const [part] = parts;
    if (part?.kind !== 'text') return role;
    return `${change === 'none' ? '' : `${change} `}${role}: ${part.text}${part.before === null ? '' : ` ← ${part.before}`}`;
  });
}

describe('The messages of a preview', () => {
  it('stand beside those of HEAD that they were made of, in their order', () => {
    assert.deepEqual(
      shown(
        [now('system', 'Be short.'), now('model', 'Sure.'), now('user', 'same')],
        [inHead('system', 'Be long.'), inHead('user', 'gone'), inHead('user', 'same')],
      ),
      ['system: Be short. ← Be long.', 'added model: Sure.', 'removed user: gone', 'user: same'],
    );
  });

  it('are the same whatever line breaks git has made of them', () => {
    assert.deepEqual(shown([now('user', 'a\r\nb')], [inHead('user', 'a\nb')]), ['user: a\r\nb']);
    assert.deepEqual(shown([now('user', 'a\r\nb')], [inHead('user', 'a\nc')]), ['user: a\r\nb ← a\r\nc']);
  });

  it('are not compared where nothing is known of HEAD', () => {
    assert.deepEqual(shown([now('user', 'a')], undefined), ['user: a']);
  });
});
