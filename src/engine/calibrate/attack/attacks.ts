import { matchesGlob } from '../../text/matchesGlob';
import { ATTACK_FAMILIES, type Attack } from './attack';
import { BOUNDARY_ATTACKS, FAKE_VERDICTS, FORGED_EVIDENCE, HARNESS_ATTACKS, ROLE_ATTACKS } from './forgedAttacks';
import { INSTRUCTION_ATTACKS } from './instructionAttacks';
import { PERSUASION_ATTACKS } from './persuasionAttacks';
import { OPENER_ATTACKS, SURFACE_ATTACKS } from './surfaceAttacks';

/** All attacks, family by family. A new one is an entry in one of the lists. */
export const ATTACKS: readonly Attack[] = [
  ...FAKE_VERDICTS,
  ...BOUNDARY_ATTACKS,
  ...ROLE_ATTACKS,
  ...HARNESS_ATTACKS,
  ...FORGED_EVIDENCE,
  ...INSTRUCTION_ATTACKS,
  ...PERSUASION_ATTACKS,
  ...OPENER_ATTACKS,
  ...SURFACE_ATTACKS,
].sort((a, b) => ATTACK_FAMILIES.indexOf(a.family) - ATTACK_FAMILIES.indexOf(b.family));

/** The attacks whose id or family matches a pattern with `*` and `?`; all of them without one. */
export function attacksNamed(pattern?: string): readonly Attack[] {
  if (pattern === undefined) return ATTACKS;
  return ATTACKS.filter(({ id, family }) => matchesGlob(id, pattern) || matchesGlob(family, pattern));
}
