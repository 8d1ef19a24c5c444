import type { LanePhase } from '../../server/contract/vocabulary.ts';
import { deskOf } from './model/instruction.ts';
import type { ScreenModel } from './model/screen-model.ts';
import { Announcer } from './parts/announcer.tsx';
import { BrandMark } from './parts/brand-mark.tsx';
import { ControlBar } from './parts/control-bar.tsx';
import { DarkScreen } from './parts/dark-screen.tsx';
import { LightField } from './parts/light-field.tsx';
import { ModeBanner } from './parts/mode-banner.tsx';
import { StepList } from './parts/step-list.tsx';
import { ConnectionPhase } from './phases/connection.tsx';
import { DeclarationPhase } from './phases/declaration.tsx';
import { DocumentPhase } from './phases/document.tsx';
import { EmergencyPhase } from './phases/emergency.tsx';
import { FacePhase } from './phases/face.tsx';
import { FingerPhase } from './phases/finger.tsx';
import { IdlePhase } from './phases/idle.tsx';
import { LanguageChoice } from './phases/languages.tsx';
import { MoreTimePhase } from './phases/more-time.tsx';
import { NoticePhase } from './phases/notice.tsx';
import { OutOfServicePhase } from './phases/out-of-service.tsx';
import { PassagePhase } from './phases/passage.tsx';
import { ReferredPhase } from './phases/referred.tsx';
import { TokenPhase } from './phases/token.tsx';
import { WaitingPhase } from './phases/waiting.tsx';

/** Phases in which the question whether more time is needed replaces the instruction. */
const ASKED_IN_PLACE: readonly LanePhase[] = ['document', 'token', 'face', 'finger'];

export function TravellerScreen({ model }: { model: ScreenModel }) {
  const { link, state } = model;
  const phase = link.value === 'live' ? state.value?.phase : undefined;
  const light = link.value === 'live' ? state.value?.light : undefined;
  return (
    <div class="screen" data-tone={toneOf(model)} data-phase={phase ?? 'connection'} data-light={light?.id}>
      {light !== undefined && <LightField key={light.id} model={model} shown={light} />}
      {state.value !== undefined && <ModeBanner mode={state.value.mode} model={model} />}
      {phase === 'idle' && toneOf(model) === 'calm' && state.value?.brand !== undefined && (
        <BrandMark brand={state.value.brand} />
      )}
      {phase !== undefined && (
        <StepList
          phase={phase}
          passed={state.value?.passed ?? []}
          fingers={state.value?.fingers === true}
          declares={state.value?.declares === true}
          words={model.words.value}
        />
      )}
      <main>
        <CurrentPhase model={model} />
      </main>
      <ControlBar model={model} />
      <Announcer model={model} />
      {light === undefined && phase !== 'emergency' && <DarkScreen model={model} />}
    </div>
  );
}

function CurrentPhase({ model }: { model: ScreenModel }) {
  const state = model.state.value;
  if (model.choosingLanguage.value) return <LanguageChoice model={model} />;
  if (model.link.value !== 'live' || state === undefined) return <ConnectionPhase model={model} />;
  const { phase } = state;
  if (state.asked === true && ASKED_IN_PLACE.includes(phase)) {
    return <MoreTimePhase model={model} />;
  }
  switch (phase) {
    case 'starting':
    case 'deciding':
      return <WaitingPhase model={model} />;
    case 'idle':
      return <IdlePhase model={model} />;
    case 'notice':
      return <NoticePhase model={model} notice={state.notice} />;
    case 'document':
      return <DocumentPhase model={model} attempt={state.attempt} document={state.document} />;
    case 'token':
      return <TokenPhase model={model} />;
    case 'face':
      return <FacePhase model={model} face={state.face} />;
    case 'finger':
      return <FingerPhase model={model} finger={state.finger} />;
    case 'declaration':
      return state.declaration === undefined ? null : <DeclarationPhase model={model} rules={state.declaration} />;
    case 'opening':
    case 'passage':
      return <PassagePhase model={model} open={phase === 'passage'} />;
    case 'emergency':
      return <EmergencyPhase model={model} />;
    case 'referred':
      return <ReferredPhase model={model} desk={deskOf(state)} />;
    case 'out-of-service':
      return <OutOfServicePhase model={model} />;
  }
}

/** Colour repeats words and pictures; it never stands alone. */
function toneOf({ link, state, deskOffered }: ScreenModel): 'calm' | 'go' | 'desk' | 'closed' | 'exit' {
  if (link.value === 'lost') return 'desk';
  if (link.value !== 'live') return 'calm';
  const phase = state.value?.phase;
  if (phase === 'opening' || phase === 'passage') return 'go';
  if (phase === 'emergency') return 'exit';
  if (phase === 'out-of-service') return 'closed';
  return phase === 'referred' || (phase === 'idle' && deskOffered.value) ? 'desk' : 'calm';
}
