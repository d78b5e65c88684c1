import { ROLES, type Role } from './message';

/** The role that somebody means: other formats have other names. */
export function roleFor(written: string): Role {
  const name = written.trim().toLowerCase();
  if (name === 'assistant' || name === 'ai' || name === 'bot') return 'model';
  if (name === 'developer') return 'system';
  if (name === 'function') return 'tool';
  return ROLES.find((role) => role === name) ?? 'user';
}
