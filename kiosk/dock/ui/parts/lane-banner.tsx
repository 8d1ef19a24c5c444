import { Banner } from '../../../../server/console/design/banner.tsx';
import { Button } from '../../../../server/console/design/button.tsx';
import type { DockModel } from '../model/dock-model.ts';
import type { LaneStanding } from '../model/lane-standing.ts';

const LABELS: { readonly [Word in NonNullable<LaneStanding['remedy']>]: string } = {
  'test-pace': 'Try again',
  'recover-devices': 'Let the devices recover',
};

/** Why the lane is out of service, and what the developer can do. */
export function LaneBanner({ model }: { model: DockModel }) {
  const standing = model.standing.value;
  return (
    <div role="status">
      {standing?.phase === 'out-of-service' && (
        <Banner tone="bad" icon="cross" action={<Remedy model={model} />}>
          <strong>{standing.sentence}</strong> {standing.advice}
        </Banner>
      )}
    </div>
  );
}

function Remedy({ model }: { model: DockModel }) {
  const remedy = model.standing.value?.remedy;
  if (remedy === undefined) return null;
  return (
    <Button
      label={LABELS[remedy]}
      busy={model.view.value?.pace.isTesting === true}
      onPress={() => void model.remedy()}
    />
  );
}
