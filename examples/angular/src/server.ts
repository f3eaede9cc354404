import {
  AngularNodeAppEngine,
  createNodeRequestHandler,
  isMainModule,
  writeResponseToNodeResponse,
} from '@angular/ssr/node';
import express from 'express';
import { join } from 'node:path';
import { openAIGateway, toNodeHandler } from 'rxllm/server';
import { findModel } from './find-model';

const app = express();
const angular = new AngularNodeAppEngine();

app.all('/api/v1/{*path}', toNodeHandler(openAIGateway(findModel, { basePath: '/api/v1' })));
app.use(express.static(join(import.meta.dirname, '../browser'), { maxAge: '1y', index: false, redirect: false }));
app.use((request, response, next) => {
  angular
    .handle(request)
    .then((page) => (page ? writeResponseToNodeResponse(page, response) : next()))
    .catch(next);
});

if (isMainModule(import.meta.url)) {
  const port = process.env['PORT'] ?? '4000';
  app.listen(Number(port), '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${port}\n`));
}

/** For `ng serve` and the build. */
export const reqHandler = createNodeRequestHandler(app);
