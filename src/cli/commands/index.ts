import { checkCommand } from './check';
import type { CliCommand } from './command';
import { convertCommand } from './convert';
import { diffCommand } from './diff';
import { evalCommand } from './eval';
import { exportCommand } from './export';
import { gateCommand } from './gate';
import { hookCommand } from './hook';
import { importCommand } from './import';
import { judgeCommand } from './judge';
import { logCommand } from './log';
import { newCommand } from './new';
import { renderCommand } from './render';
import { scoresCommand } from './scores';
import { weighCommand } from './weigh';

/** All commands, in the order in which help lists them. */
export const COMMANDS: readonly CliCommand[] = [
  evalCommand,
  renderCommand,
  checkCommand,
  diffCommand,
  gateCommand,
  logCommand,
  scoresCommand,
  hookCommand,
  weighCommand,
  judgeCommand,
  exportCommand,
  importCommand,
  convertCommand,
  newCommand,
];
