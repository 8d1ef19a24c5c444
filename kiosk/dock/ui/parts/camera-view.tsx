import { useEffect, useRef, useState } from 'preact/hooks';
import type { SceneRequest } from '../../dock-messages.ts';
import type { LaneView } from '../../../lane/state-machine/lane-view.ts';
import type { Specimen } from '../model/dock-view.ts';
import { LIGHT_WORDS } from '../words.ts';
import { nameOf } from './specimen-name.ts';

const PICTURE_EVERY_MS = 250;

export interface CameraViewProps {
  readonly scene: SceneRequest;
  readonly lane: LaneView | undefined;
  readonly specimens: readonly Specimen[];
}

/** The simulated camera's view, on the dock only. Fetched while the page is visible. */
export function CameraView({ scene, lane, specimens }: CameraViewProps) {
  const figure = useRef<HTMLElement>(null);
  const [picture, setPicture] = useState<number | undefined>(undefined);
  const [dark, setDark] = useState(false);

  useEffect(() => {
    let visible = true;
    const observer = new IntersectionObserver(([entry]) => {
      visible = entry?.isIntersecting ?? true;
    });
    if (figure.current !== null) observer.observe(figure.current);
    const timer = setInterval(() => {
      if (visible && document.visibilityState === 'visible') setPicture((count) => (count ?? 0) + 1);
    }, PICTURE_EVERY_MS);
    return () => {
      observer.disconnect();
      clearInterval(timer);
    };
  }, []);

  const box = lane?.face?.box;
  return (
    <figure ref={figure} class="panel camera-view">
      <h2>The camera now</h2>
      <div class="frame">
        {picture !== undefined && (
          <img
            src={`/dock/api/view.jpg?picture=${picture}`}
            alt={describe(scene, specimens)}
            hidden={dark}
            onLoad={() => setDark(false)}
            onError={() => setDark(true)}
          />
        )}
        {dark && <p>No picture.</p>}
        {box !== undefined && !dark && (
          <span
            class="face-box"
            style={{
              left: `${box.left * 100}%`,
              top: `${box.top * 100}%`,
              width: `${box.width * 100}%`,
              height: `${box.height * 100}%`,
            }}
          />
        )}
      </div>
      <figcaption class="quiet">{describe(scene, specimens)}</figcaption>
    </figure>
  );
}

function describe({ subject, light }: SceneRequest, specimens: readonly Specimen[]): string {
  const name = (id: string): string => nameOf(specimens.find((specimen) => specimen.id === id)?.name ?? id);
  const who = (): string => {
    switch (subject.kind) {
      case 'nobody':
        return 'No one is there';
      case 'person':
        return `${name(subject.specimen)} stands there`;
      case 'two-people':
        return `${subject.specimens.map(name).join(' and ')} stand there`;
      case 'flat-picture':
        return `A picture of ${name(subject.specimen)} is held up`;
      case 'replay':
        return `A film of ${name(subject.specimen)} is played`;
    }
  };
  return `${who()}${light === undefined || light === 'normal' ? '' : `, ${LIGHT_WORDS[light].toLowerCase()}`}.`;
}
