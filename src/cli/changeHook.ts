import { GitError } from '../engine/git';
import { shownPath } from '../engine/report/casePlace';
import { HOOK_LINE } from '../node/hooks/hookScript';
import { type HookResult, installHook, uninstallHook } from '../node/hooks/installHook';
import { EXIT, type ExitCode } from './exitCodes';
import { gitMistake } from './gitMistake';
import { reasonOf } from './outFile';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/** What `assay hook` does. @throws {UsageError} where git has no answer or a file cannot be written */
export async function changeHook(action: 'install' | 'uninstall', terminal: Terminal): Promise<ExitCode> {
  try {
    const program = { node: process.execPath, cli: process.argv[1] ?? __filename };
    const result = action === 'install' ? await installHook(terminal.cwd, program) : await uninstallHook(terminal.cwd);
    for (const line of resultLines(result, action, terminal)) terminal.out(`${line}\n`);
    return result.outcome === 'by-hand' && action === 'install' ? EXIT.wrongInput : EXIT.passed;
  } catch (error) {
    if (error instanceof GitError) throw gitMistake(error, terminal.cwd);
    if (error instanceof Error && 'path' in error && typeof error.path === 'string') {
      throw new UsageError('cli.not-writable', { file: shownPath(error.path, terminal.cwd), reason: reasonOf(error) });
    }
    throw error;
  }
}

function resultLines(result: HookResult, action: 'install' | 'uninstall', { say, cwd }: Terminal): string[] {
  const path = (file: string) => shownPath(file, cwd);
  switch (result.outcome) {
    case 'installed':
    case 'updated':
      return [
        say(`hook.${result.outcome}`, { file: path(result.file) }),
        ...(result.kept === undefined ? [] : [say('hook.kept', { file: path(result.kept) })]),
        say('hook.how-to-skip'),
      ];
    case 'removed':
      return [say(result.restored ? 'hook.restored' : 'hook.removed', { file: path(result.file) })];
    case 'absent':
      return [say('hook.absent')];
    case 'by-hand': {
      const { place } = result;
      if (place.kind === 'shared') return [say(`hook.shared-${action}`, { folder: place.folder, line: HOOK_LINE })];
      const file = path(place.config);
      return [say(`hook.managed-${action}`, { manager: place.manager, file }), '', pasteText(place.manager)];
    }
  }
}

/** What to paste into a hook manager's configuration. */
function pasteText(manager: 'lefthook' | 'pre-commit'): string {
  if (manager === 'lefthook') return `pre-commit:\n  commands:\n    assay:\n      run: ${HOOK_LINE}`;
  return [
    'repos:',
    '  - repo: local',
    '    hooks:',
    '      - id: assay',
    '        name: assay',
    `        entry: ${HOOK_LINE}`,
    '        language: system',
    '        pass_filenames: false',
  ].join('\n');
}
