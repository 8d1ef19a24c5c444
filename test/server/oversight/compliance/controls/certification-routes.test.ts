/** The certification pack of a running server. */
import { expect, it } from 'vitest';
import type { ControlsAnswer } from '../../../../../server/oversight/compliance/controls/answers.ts';
import { runServer } from '../../../fixtures/running-server.ts';

it('the certification pack has a figure for each query, and counts decisions of people', async () => {
  const server = await runServer();
  const auditor = await server.as('auditor');
  const { figures, standards, oversight } = await auditor.json<ControlsAnswer>('/v1/compliance/controls');
  const named = new Set(standards.flatMap(({ controls }) => controls.flatMap(({ queries }) => queries)));
  expect(new Set(figures.map(({ query }) => query))).toEqual(named);
  expect(figures.find(({ query }) => query === 'retention-policy')).toMatchObject({ count: null, state: 'attention' });
  expect(figures.find(({ query }) => query === 'late-notices')).toMatchObject({ count: 0, state: 'good' });
  expect(oversight).toMatchObject({ decisions: 0, isCut: false });
});
