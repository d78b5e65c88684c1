import type { EvaluationPlan } from '../../evaluate/plan';
import type { GatedPrompt } from '../../gate/gateResult';
import type { Message, Part } from '../../prompt/message';

/** Characters of the address of an image that are shown: it may hold the image itself. */
const LONGEST_ADDRESS = 200;

/** The case that speaks most for what a change did: of those that are sent something else, the one whose score moved most. */
export function mostChangedCase({ comparison }: GatedPrompt): string | undefined {
  const different = (comparison?.cases ?? []).filter(({ same }) => !same);
  return different.sort((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0))[0]?.id;
}

/** The messages that a version sends for a case, one below the other; undefined where it does not have the case. */
export function caseMessages({ plans }: GatedPrompt, caseId: string, side: 'before' | 'after'): string | undefined {
  const plan: EvaluationPlan | undefined = plans?.[side];
  const planned = plan?.cases.find(({ testCase }) => testCase.id === caseId);
  return planned && messagesText(planned.rendered.messages);
}

function messagesText(messages: readonly Message[]): string {
  return messages.map(({ role, content }) => `# ${role}\n\n${content.map(partText).join('\n')}\n`).join('\n');
}

function partText({ text, media, metadata: _metadata, ...other }: Part): string {
  if (text !== undefined) return text;
  if (media !== undefined) return `[${media.contentType ?? 'media'}] ${media.url.slice(0, LONGEST_ADDRESS)}`;
  return JSON.stringify(other, null, 2);
}
