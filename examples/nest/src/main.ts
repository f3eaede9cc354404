import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ChatModule } from './chat.module.js';

const app = await NestFactory.create(ChatModule, { logger: ['error', 'warn'] });
app.enableShutdownHooks();
await app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
process.stdout.write(`${await app.getUrl()}\n`);
