/**
 * Every number of the fingerprint pipeline, with its unit and its source. "Measured" means: see README.md. Accept thresholds
 * are not here: a policy names a false-match rate and calibration.json says which score that is.
 */

/** Resolution at which everything below is done, px an inch (ISO/IEC 19794-4: the certified 500 ppi). */
export const WORKING_PPI = 500;
/** Resolutions an image may claim, px an inch. Below 250 ppi a ridge is two pixels; beyond 1,200 no scanner is certified. */
export const RESOLUTION_PPI = { least: 250, most: 1200 } as const;
/** Sides of an image at the working resolution, px: a fingertip needs 4 mm, and a slap of four fingers is not one finger. */
export const IMAGE_SIDE_PX = { least: 80, most: 1024 } as const;
/** Source px an output px spans from which shrinking averages a box of them instead of interpolating. */
export const BOX_SHRINK_FROM = 1.5;

/** Local normalisation: radius of the box, px (25 x 25, near 3 ridge periods), and the sample noise added to sd, grey levels. */
export const NORMALISATION = { radius: 12, noiseFloor: 4, clip: 3 } as const;

/** Side of a cell, px: everything that varies slowly over a print is kept per cell. */
export const CELL_PX = 4;

/** Orientation: blur before the gradient, px; the two scales the tensor is smoothed at and the last smoothing, cells. */
export const ORIENTATION = { blurPx: 1, fineCells: 1.75, coarseCells: 5, finalCells: 1.2 } as const;

/**
 * Where there is print. Local sd at least `sdShare` of its 90th percentile and `sdLeast` grey levels, coherence smoothed by
 * `coherenceCells` at least `coherenceLeast`, or coarse coherence at least `coarseCoherenceLeast` (noise blurred to the grain of a
 * print: 0.14 at its 95th percentile); saturated white grown by `whiteGrowCells` is left out. Then majority filters,
 * an opening, the largest piece, holes filled.
 */
export const MASK = {
  sdShare: 0.25,
  sdLeast: 6,
  coherenceLeast: 0.25,
  coherenceCells: 2,
  coarseCoherenceLeast: 0.15,
  whiteLevel: 250,
  whiteGrowCells: 4,
  majorityCells: 3,
  openingCells: 5,
} as const;

/** Ridge period, px: radius of the box that takes out the background, smoothing in cells, and the range of the estimate. */
export const RIDGE_PERIOD = {
  backgroundRadius: 6,
  smoothCells: 6,
  least: 5,
  most: 13,
  sineMost: 0.97,
  unknown: 9,
} as const;

/**
 * Gabor bank: orientations over 180 degrees, whole periods `RIDGE_PERIOD.least` to `most`, Gaussian width across and along
 * the ridge in periods, and the filter's half side, px.
 */
export const GABOR = { orientations: 32, acrossPeriods: 0.42, alongPeriods: 0.52, radius: 10 } as const;
export const GABOR_PERIODS = RIDGE_PERIOD.most - RIDGE_PERIOD.least + 1;
/** Side of the patch that gives one cell's filtered pixels, and how many cells share one matrix product. */
export const GABOR_PATCH = CELL_PX + 2 * GABOR.radius;
export const CELLS_PER_BLOCK = 16;
/** Blocks of one run of the graph: bounds its memory (4.7 MB in). */
export const BLOCKS_PER_RUN = 128;
/** Smoothing of the filtered picture's energy, cells. */
export const ENERGY_SMOOTH_CELLS = 2;

/** Skeleton repair, px along the ridge: shorter branches are spurs, shorter free pieces are specks; rounds of both. */
export const SKELETON = { spurPx: 10, fragmentPx: 20, rounds: 2 } as const;

/**
 * Minutiae. `tracePx`: length of ridge that gives the direction; `traceLeastPx`: less ridge is no minutia. `facingPx`: two ends
 * that face each other nearer than this are a broken ridge. `edgePx`: distance from the mask's edge. `crowd`: more than `crowdMost`
 * within `crowdPx` are noise. `most`: the best kept.
 */
export const MINUTIAE = {
  tracePx: 16,
  traceLeastPx: 8,
  facingPx: 14,
  touchingPx: 6,
  facingAngle: 0.75 * Math.PI,
  towardsAngle: 0.7 * Math.PI,
  edgePx: 10,
  crowdPx: 20,
  crowdMost: 5,
  most: 100,
} as const;

/**
 * Minutia cylinders (Cappelli, Ferrara and Maltoni, "Minutia Cylinder-Code", IEEE TPAMI 32(12), 2010, table 1, MCC16b): radius
 * px, cells a side and directions; sigmas of position px and direction; the bit's threshold; how far past the hull a cell is
 * valid, px; least share of valid cells; least neighbours. Compared: least share of cells valid in both, largest turn.
 */
export const CYLINDER = {
  radius: 70,
  side: 16,
  directions: 6,
  sigmaPosition: 28 / 3,
  sigmaDirection: (2 * Math.PI) / 9,
  bitThreshold: 0.01,
  hullMargin: 50,
  validShareLeast: 0.5,
  neighboursLeast: 2,
  commonShareLeast: 0.6,
  turnMost: Math.PI / 2,
} as const;

/**
 * Candidate pairs and their relaxation (the same paper, LSA-R): pairs kept, least similarity, rounds, weight of a pair's own
 * support, sigmoids (middle, slope) of the differences of distance px, direction and bearing; `stretch` widens the distance's
 * middle by a share of the distance, for skin stretches; pairs scored: between `scoredLeast` and `scoredMost` by a sigmoid of the
 * smaller minutia count.
 */
export const RELAXATION = {
  pairsMost: 60,
  similarityLeast: 0.01,
  rounds: 5,
  ownWeight: 0.5,
  distance: { middle: 5, slope: -1.6 },
  stretch: 0.05,
  distanceMargin: 4,
  turn: { middle: Math.PI / 12, slope: -30 },
  bearing: { middle: Math.PI / 12, slope: -30 },
  scored: { middle: 20, slope: 0.4 },
  scoredLeast: 4,
  scoredMost: 12,
} as const;

/**
 * Alignment: hypotheses tried, least compatibility of a pair that supports one, lever of direction against position px, radius and
 * turn within which minutiae pair up, the same once the skin's stretch is followed, and the field that follows it: reach of a
 * pair px and weight of standing still.
 */
export const ALIGNMENT = {
  hypotheses: 6,
  compatibleLeast: 0.3,
  directionLeverPx: 17,
  pairingPx: 15,
  pairingTurn: 0.5,
  refinedPairingPx: 12,
  fieldReachPx: 50,
  fieldStillness: 0.5,
} as const;

/** The kept picture: half the resolution, four levels; its directions: one a grid cell of 8 px, 255 steps over 180 degrees. */
export const PATTERN = { scale: 2, gridPx: 8, strongFrom: 0.75, directionSteps: 255 } as const;

/**
 * Picture comparison, in px of the kept picture: side of a block, step between blocks, largest shift; how far, in blocks, neighbours vote
 * together and how many make a full vote; least blocks.
 */
export const CORRELATION = { block: 12, step: 10, shift: 3, neighbourhood: 2, votersLeast: 5, blocksLeast: 4 } as const;

/** Cells a print must have to be one (25 mm2 at 500 ppi: a fifth of a fingertip), and minutiae to be told from another. */
export const PRINT_LEAST = { cells: 600, minutiae: 4 } as const;
/** Mean ridge period, px, outside of which the resolution cannot be what the image claims (adult skin: 0.3 to 0.6 mm). */
export const PLAUSIBLE_PERIOD_PX = { least: 5.2, most: 12.7 } as const;
/** Least mean coherence of a print, 0..1: below it is noise that happens to hang together. */
export const PRINT_COHERENCE_LEAST = 0.22;
/** Light ridges on a dark platen: grey levels the ground is at most, and darker than the print's mean by. Capacitive sensors have grey ground. */
export const INVERTED = { groundMost: 64, darkerBy: 40 } as const;

/**
 * Quality: natives at which a component is 0 and 100, weights of the geometric mean, and when a print counts as cut off: its share of
 * the lowest rows. Ends are round numbers outside of which nothing was gained; weights say what was judged to matter. Nothing was fitted.
 */
export const QUALITY = {
  areaMm2: { worst: 20, best: 200 },
  coherence: { worst: 0.2, best: 0.8 },
  contrast: { worst: 5, best: 50 },
  ridgeClarity: { worst: 0.05, best: 0.4 },
  periodSpread: { worst: 0.3, best: 0.05 },
  minutiae: { worst: 0, best: 30 },
  ridgeShareOff: { worst: 0.4, best: 0.1 },
  weights: { area: 2, coherence: 2, ridgeClarity: 2, minutiae: 2, contrast: 0.5, periodSpread: 0.5 },
  edgeRows: 3,
  cutShare: 0.3,
} as const;

/** When the traveller is told something. A gate's choice, not a standard's: see quality/advice.ts. */
export const FINGER_ADVICE = {
  scoreEnough: 60,
  areaLeastMm2: 100,
  lowMiddle: 0.6,
  contrastLeast: 15,
  drySharesMost: 0.35,
  wetShareLeast: 0.6,
  coherenceLeast: 0.45,
} as const;
