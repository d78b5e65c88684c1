import { GitError } from '../../git';
import type { Host } from '../../host';

/**
 * Who gives labels in a folder: as the person says it themselves, else as git signs their commits there, else as the
 * operating system calls them.
 * @param said the person's own setting
 */
export async function annotatorOf(
  folder: string,
  { git, systemUser }: Pick<Host, 'git' | 'systemUser'>,
  said?: string,
): Promise<string> {
  const own = oneLine(said ?? '');
  if (own !== '') return own;
  const user = await git.user(folder).catch((error: unknown) => {
    if (error instanceof GitError) return undefined;
    throw error;
  });
  const name = oneLine(user?.name ?? '');
  const email = oneLine(user?.email ?? '').replace(/[<>]/g, '');
  if (name !== '') return email === '' ? name : `${name} <${email}>`;
  return email || oneLine(systemUser?.() ?? '') || 'unknown';
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
