import { CompletionItemKind } from 'vscode-languageserver-types';
import type { ROLES } from '../../../prompt/message';
import type { TemplateOffers } from './templatePlace';
import { textFor } from './textFor';

/** The order in which a conversation has them. */
const ORDER = ['system', 'user', 'model', 'tool'] satisfies (typeof ROLES)[number][];

/** `{{role "‸"}}`, and `{{role ‸}}` with the quotes. */
export const roles: TemplateOffers = (place) => {
  const { cursor, helper, context } = place;
  const { slot } = cursor;
  if (slot.kind !== 'argument' || helper?.parameters[slot.index]?.wanted !== 'role' || cursor.lead !== '') return [];
  return ORDER.map((role) => ({
    label: role,
    kind: CompletionItemKind.EnumMember,
    ...textFor(role, place),
    group: 0,
    documentation: context.say(`about.role.${role}`),
  }));
};
