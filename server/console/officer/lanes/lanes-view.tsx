import { Button } from '../../design/button.tsx';
import { t, translated } from '../../languages/text.ts';
import { chooseLanesView, LANE_VIEWS, lanesView, type LanesView } from './site-plans.ts';

const WORDS: { readonly [View in LanesView]: string } = translated({
  strip: 'Strip ## lanes in a row of cards',
  plan: 'Plan ## drawing of the site',
});

/** The lanes as a strip of cards, or where they stand. */
export function ViewChoice() {
  return (
    <div class="lanes-view" role="group" aria-label={t('Show lanes as')}>
      {LANE_VIEWS.map((view) => (
        <Button
          key={view}
          label={WORDS[view]}
          pressed={lanesView.value === view}
          onPress={() => chooseLanesView(view)}
        />
      ))}
    </div>
  );
}
