import { expect, it } from 'vitest';
import { WATERFALL_TEMPLATES } from '../../../lib/domain/enrichment/templates.ts';

it('asks for a number of the person first, and for the switchboard on the website of the company last', () => {
  const steps = WATERFALL_TEMPLATES.find((template) => template.id === 'phone')?.steps ?? [];
  const names = steps.map((step) => (step.source === 'provider' ? step.providerId : 'pattern'));
  expect([names.indexOf('company-website'), new Set(names).size]).toEqual([names.length - 1, names.length]);
});
