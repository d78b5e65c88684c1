import { faults, verdicts } from './checkOf';

describe('the check latency', () => {
  verdicts([
    ['latency: 2000', { output: '', latencyMs: 2000 }, 'holds'],
    ['latency: 2000', { output: '', latencyMs: 2000.6 }, 'The reply took 2001 ms, more than 2000 ms.'],
    ['not-latency: 2000', { output: '', latencyMs: 10 }, 'The reply took 10 ms, no more than 2000 ms.'],
    [
      'latency: 2000',
      { output: '' },
      'How long the reply took is not known, so the limit of 2000 ms cannot be checked.',
    ],
    [
      'not-latency: 2000',
      { output: '' },
      'How long the reply took is not known, so the limit of 2000 ms cannot be checked.',
    ],
  ]);

  faults([
    ['latency', '"latency" takes a number, 0 or more.'],
    ['latency: 2s', '"latency" takes a number, 0 or more.'],
    ['latency: -5', '"latency" takes a number, 0 or more.'],
    ['latency: .inf', '"latency" takes a number, 0 or more.'],
  ]);
});
