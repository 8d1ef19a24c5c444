/** Routes of the development page: control and observe the simulated lane. Not mounted when any device is real. */
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { KioskInside } from '../main/app/kiosk.ts';
import { BUILT_PAGES_DIR } from '../main/screen/screen.ts';
import {
  clearFaultsRequestSchema,
  codeRequestSchema,
  codeTextRequestSchema,
  documentRequestSchema,
  faceRegistrationRequestSchema,
  faultRequestSchema,
  fingerRequestSchema,
  passageRequestSchema,
  registrationRequestSchema,
  sceneRequestSchema,
  travellerRequestSchema,
} from './dock-messages.ts';
import { DockError, createDockControl } from './dock-control.ts';
import { dockState } from './dock-state.ts';

export function createDock(inside: KioskInside): Router {
  const control = createDockControl(inside);
  const router = Router();
  router.get('/', (_request, response) => response.sendFile('dock.html', { root: BUILT_PAGES_DIR }));
  router.get('/api/state', async (_request, response) => {
    response.json(await dockState(inside, control));
  });
  router.get('/api/view.jpg', async (_request, response) => {
    sendJpeg(response, await inside.simulation.view());
  });
  router.get('/api/specimens/:id/photographs/:index.jpg', async (request, response) => {
    const { id, index } = photographSchema.parse(request.params);
    sendJpeg(response, await inside.simulation.portrait(control.specimen(id, index), index));
  });

  router.get('/api/token.svg', (_request, response) => {
    const code = control.tokenCode();
    if (code === undefined) throw new DockError('no-token', 'this holder carries no token');
    response.set('cache-control', 'no-store').type('image/svg+xml').send(code);
  });

  router.use(express.json({ limit: '8kb', strict: true }));
  const act = <T>(path: string, schema: z.ZodType<T>, perform: (wish: T) => Promise<void> | void): void => {
    router.post(path, async (request: Request, response: Response) => {
      await perform(schema.parse(request.body));
      response.json(await dockState(inside, control));
    });
  };
  act('/api/scene', sceneRequestSchema, control.setScene);
  act('/api/document', documentRequestSchema, control.presentDocument);
  act('/api/document/remove', z.strictObject({}), control.removeDocument);
  act('/api/finger', fingerRequestSchema, control.setFinger);
  act('/api/registrations', registrationRequestSchema, control.register);
  act('/api/registrations/erase', z.strictObject({}), control.eraseRegistrations);
  act('/api/faces', faceRegistrationRequestSchema, control.registerFace);
  act('/api/faces/renew', z.strictObject({}), control.renewFace);
  act('/api/code', codeRequestSchema, control.showCode);
  act('/api/code/text', codeTextRequestSchema, control.showCodeText);
  act('/api/token', z.strictObject({}), control.showToken);
  act('/api/passage', passageRequestSchema, ({ behaviour }) => control.setPassage(behaviour));
  act('/api/fault', faultRequestSchema, control.injectFault);
  act('/api/faults/clear', clearFaultsRequestSchema, ({ device }) => control.clearFaults(device));
  act('/api/pace/test', z.strictObject({}), control.testPace);
  act('/api/traveller', travellerRequestSchema, control.sendTraveller);

  router.use((error: unknown, _request: Request, response: Response, next: (error: unknown) => void) => {
    if (error instanceof z.ZodError) {
      const faults = error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
      response
        .status(422)
        .json({ error: { code: 'invalid-request', message: 'the request is not one of these', faults } });
    } else if (error instanceof RangeError) {
      response.status(422).json({ error: { code: 'impossible', message: error.message } });
    } else if (error instanceof DockError) {
      response.status(error.status).json({ error: { code: error.code, message: error.message } });
    } else {
      next(error);
    }
  });
  return router;
}

const photographSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  index: z.coerce.number().int().min(0).max(9),
});

function sendJpeg(response: Response, jpeg: Uint8Array): void {
  response.type('image/jpeg').send(Buffer.from(jpeg));
}
