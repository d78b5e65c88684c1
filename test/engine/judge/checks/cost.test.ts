import { faults, verdicts } from './checkOf';

describe('the check cost', () => {
  verdicts([
    ['cost: 0.002', { output: '', cost: 0.002 }, 'holds'],
    ['cost: 0.002', { output: '', cost: 0.0021 }, 'The call cost 0.0021 US dollars, more than 0.002.'],
    ['cost: 0', { output: '', cost: 0 }, 'holds'],
    [
      'cost: 0.002',
      { output: '', cost: null },
      'The price of this model is not known, so the limit of 0.002 US dollars cannot be checked.',
    ],
    [
      'cost: 0.002',
      { output: '' },
      'The price of this model is not known, so the limit of 0.002 US dollars cannot be checked.',
    ],
    [
      'not-cost: 0.002',
      { output: '', cost: null },
      'The price of this model is not known, so the limit of 0.002 US dollars cannot be checked.',
    ],
  ]);

  faults([
    ['cost', '"cost" takes a number, 0 or more.'],
    ['cost: cheap', '"cost" takes a number, 0 or more.'],
  ]);
});
