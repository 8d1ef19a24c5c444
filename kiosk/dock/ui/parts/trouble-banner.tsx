import { Banner } from '../../../../server/console/design/banner.tsx';
import { Button } from '../../../../server/console/design/button.tsx';
import type { DockModel } from '../model/dock-model.ts';

export function TroubleBanner({ model }: { model: DockModel }) {
  const trouble = model.trouble.value;
  return (
    <div role="alert">
      {trouble !== undefined && (
        <Banner tone="bad" icon="cross" action={<Button label="Dismiss" onPress={model.dismissTrouble} />}>
          <span class="trouble">{trouble.message}</span>
          {trouble.faults.map((fault) => (
            <span key={fault} class="trouble">
              {fault}
            </span>
          ))}
        </Banner>
      )}
    </div>
  );
}
