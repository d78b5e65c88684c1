import { createHash } from 'node:crypto';

/**
 * Whether a case is held out of training. It depends on the case's id alone, so that a case never changes sides: not when
 * others come in or go, nor with the next export.
 * @param share of the cases, above 0 and below 1
 */
export function isHeldOut(caseId: string, share: number): boolean {
  const digest = createHash('sha256').update(caseId, 'utf8').digest();
  return digest.readUIntBE(0, 6) / 2 ** 48 < share;
}

/** Where what is held out goes, beside the file with the rest: `train.held-out.jsonl` beside `train.jsonl`. */
export function heldOutFile(file: string): string {
  return /\.[^./\\]+$/.test(file) ? file.replace(/(\.[^./\\]+)$/, '.held-out$1') : `${file}.held-out`;
}
