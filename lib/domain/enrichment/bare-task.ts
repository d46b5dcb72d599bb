import type { Step, Task } from './run.ts';

/**
 * A task about somebody who was erased, while it has yet to end: which sources were asked and what that cost, without a word of what they
 * said. A step that is calling keeps what it needs to end as it would have.
 */
export function bareTask({ answer: _answer, ...task }: Task): Task {
  return { ...task, steps: task.steps.map((step) => (step.state === 'calling' ? step : bareStep(step))) };
}

function bareStep({ answer: _answer, value: _value, late: _late, error, ...step }: Step): Step {
  if (!error) return step;
  const { detail: _detail, ...fault } = error;
  return { ...step, error: fault };
}
