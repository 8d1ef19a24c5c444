/**
 * The people that a simulated lane can show, and their positions in the sample photographs of the npm package
 * `@vladmandic/face-api` (folder `demo/`). Their real names are unknown: the names, states and documents are invented.
 *
 * Eye centres were found with BlazeFace and Face Mesh, outlines were drawn by hand. Lengths of an outline are inter-eye
 * distances from the point between the eyes, x along the line from the person's right eye to the left one, y down the face.
 */
import type { PortraitFormat } from './document/portrait-format.ts';

export type SpecimenId = string & { readonly __brand: 'SpecimenId' };

/** x and y. */
export type Point = readonly [number, number];

export interface SpecimenPhotograph {
  /** In the package's `demo/` folder. */
  readonly file: string;
  /** Centres of the person's right and left eye, px of the photograph. The person's right is on the image's left. */
  readonly rightEye: Point;
  readonly leftEye: Point;
  /** How far the head is turned in the photograph, degrees, positive to the person's own left. From Face Mesh's cheeks. */
  readonly yawDegrees: number;
  /** Outline of the person: hair, face and neck. Clockwise, inter-eye distances. */
  readonly outline: readonly Point[];
}

export interface SpecimenTraveller {
  readonly id: SpecimenId;
  /** Surname and given name as a document prints them: two words, obviously made up. */
  readonly name: string;
  /** Three characters or fewer, ICAO 9303-3 §5 (`D` is Germany). */
  readonly issuingState: string;
  /** Format of the document's portrait. Default `USUAL_PORTRAIT_FORMAT`. */
  readonly portraitFormat?: PortraitFormat;
  /** One or more. By default the first is the document's portrait; the last is the live view. */
  readonly photographs: readonly SpecimenPhotograph[];
}

const id = (text: string) => text as SpecimenId;

export const SPECIMENS: readonly SpecimenTraveller[] = [
  {
    id: id('alpha'),
    name: 'SPECIMEN ALPHA',
    issuingState: 'UTO',
    photographs: [
      {
        file: 'sample3.jpg',
        rightEye: [1118, 321],
        leftEye: [1216, 340],
        yawDegrees: -14,
        outline: [
          [0.9, -2.1],
          [1.3, -1.9],
          [1.8, -1.3],
          [2, -0.7],
          [2.1, 0],
          [2.05, 0.7],
          [1.9, 1.2],
          [1.5, 1.4],
          [1.4, 1.7],
          [1.55, 2.1],
          [1.2, 2.5],
          [0.6, 3],
          [0.1, 3.1],
          [-0.35, 2.7],
          [-0.5, 2.3],
          [-0.3, 1.85],
          [-0.45, 1.5],
          [-0.68, 1],
          [-0.83, 0.5],
          [-0.88, -0.1],
          [-0.88, -1],
          [-0.75, -1.4],
          [-0.3, -1.85],
          [0.3, -2.05],
        ],
      },
      {
        file: 'sample1.jpg',
        rightEye: [1557, 282],
        leftEye: [1616, 338],
        yawDegrees: -6,
        outline: [
          [-0.1, -1.9],
          [0.4, -2],
          [1, -1.8],
          [1.6, -1.25],
          [1.95, -0.5],
          [2.15, 0.3],
          [2.15, 1],
          [1.75, 1.25],
          [1.2, 1.15],
          [0.95, 1.7],
          [0.55, 2.1],
          [0.3, 2.6],
          [0, 3.1],
          [-0.2, 2.5],
          [-0.35, 2.05],
          [-0.6, 2.4],
          [-0.8, 2.1],
          [-0.95, 1.6],
          [-1.1, 0.8],
          [-1.17, 0],
          [-1.12, -0.6],
          [-0.95, -1.3],
          [-0.6, -1.7],
        ],
      },
    ],
  },
  {
    id: id('bravo'),
    name: 'SPECIMEN BRAVO',
    issuingState: 'D',
    photographs: [
      {
        file: 'sample3.jpg',
        rightEye: [629, 434],
        leftEye: [723, 434],
        yawDegrees: -16,
        outline: [
          [-0.1, -1.8],
          [0.5, -1.95],
          [1.2, -1.8],
          [1.9, -1.3],
          [2.5, -0.6],
          [2.9, 0.1],
          [2.95, 0.7],
          [2.6, 1.3],
          [2.4, 1.9],
          [1.95, 2.2],
          [1.7, 1.75],
          [1.3, 1.8],
          [1.35, 2.15],
          [0.6, 2.9],
          [-0.2, 2.9],
          [-0.6, 2.3],
          [-0.95, 2.1],
          [-1.25, 1.85],
          [-1.7, 1.2],
          [-1.75, 0.5],
          [-1.5, -0.1],
          [-1.4, -0.8],
          [-1, -1.4],
          [-0.6, -1.65],
        ],
      },
    ],
  },
  {
    id: id('charlie'),
    name: 'SPECIMEN CHARLIE',
    issuingState: 'FRA',
    portraitFormat: { codec: 'jpeg-2000', record: 'iso-19794-5' },
    photographs: [
      {
        file: 'sample6.jpg',
        rightEye: [1534, 374],
        leftEye: [1628, 395],
        yawDegrees: -9,
        outline: [
          [-0.2, -2.35],
          [0.4, -2.45],
          [1, -2.2],
          [1.7, -1.4],
          [2, -0.6],
          [2.2, 0.5],
          [2.4, 1.5],
          [2.3, 2.05],
          [1.9, 2.1],
          [1.55, 2.05],
          [1.35, 2.4],
          [0.8, 3],
          [0, 3.2],
          [-0.4, 3],
          [-0.7, 2.5],
          [-0.95, 1.8],
          [-1, 1.2],
          [-1.08, 0.6],
          [-1.15, 0],
          [-1.1, -0.9],
          [-0.9, -1.5],
          [-0.6, -2],
        ],
      },
    ],
  },
  {
    id: id('delta'),
    name: 'SPECIMEN DELTA',
    issuingState: 'EGY',
    portraitFormat: { codec: 'jpeg', record: 'iso-39794-5' },
    photographs: [
      {
        file: 'sample5.jpg',
        rightEye: [422, 992],
        leftEye: [528, 980],
        yawDegrees: 1,
        outline: [
          [-0.3, -1.75],
          [0.2, -1.7],
          [0.7, -1.3],
          [1.1, -0.7],
          [1.4, 0],
          [1.6, 0.7],
          [1.6, 1.5],
          [1.7, 2.2],
          [1.4, 2.8],
          [0.9, 2.9],
          [0.6, 2.75],
          [0, 2.9],
          [-0.7, 2.8],
          [-1.2, 2.6],
          [-1.8, 2.5],
          [-2, 2],
          [-1.85, 1.2],
          [-1.65, 0.4],
          [-1.4, -0.4],
          [-1.1, -1.1],
          [-0.7, -1.55],
        ],
      },
    ],
  },
  {
    id: id('echo'),
    name: 'SPECIMEN ECHO',
    issuingState: 'UTO',
    photographs: [
      {
        file: 'sample5.jpg',
        rightEye: [1150, 295],
        leftEye: [1229, 294],
        yawDegrees: -11,
        outline: [
          [0, -1.6],
          [0.5, -1.65],
          [1.1, -1.3],
          [1.6, -0.6],
          [1.8, 0.2],
          [2, 1],
          [2.05, 1.75],
          [1.7, 1.85],
          [1.25, 1.75],
          [0.9, 1.95],
          [0.55, 2.4],
          [0.35, 2.9],
          [0, 3],
          [-0.25, 2.8],
          [-0.4, 2.5],
          [-0.8, 2.4],
          [-0.92, 2],
          [-0.97, 1.5],
          [-1.1, 0.6],
          [-1.25, 0],
          [-1.2, -0.6],
          [-0.9, -1.2],
          [-0.5, -1.5],
        ],
      },
    ],
  },
  {
    id: id('foxtrot'),
    name: 'SPECIMEN FOXTROT',
    issuingState: 'ESP',
    portraitFormat: { codec: 'jpeg-2000', record: 'iso-39794-5' },
    photographs: [
      {
        file: 'sample4.jpg',
        rightEye: [708, 150],
        leftEye: [778, 188],
        yawDegrees: -18,
        outline: [
          [0, -2.15],
          [0.5, -2.1],
          [1.2, -1.6],
          [2, -0.8],
          [2.5, 0.2],
          [2.7, 1],
          [2.6, 1.6],
          [2, 1.6],
          [1.6, 1.5],
          [1.2, 2.1],
          [0.6, 2.9],
          [0.2, 3],
          [-0.1, 2.8],
          [-0.2, 2.3],
          [-0.4, 2.1],
          [-0.6, 1.7],
          [-0.9, 1],
          [-1.1, 0.3],
          [-1.1, -0.7],
          [-0.9, -1.3],
          [-0.5, -1.8],
        ],
      },
    ],
  },
];
