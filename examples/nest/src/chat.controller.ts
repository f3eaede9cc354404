import { BadRequestException, Controller, Get, Inject, Query, Req } from '@nestjs/common';
import type { Request as ExpressRequest } from 'express';
import { type ChatSource, retryRequest } from 'rxllm';
import { sseChunks, toResponse } from 'rxllm/server';
import { CHAT_SOURCE } from './chat-source.js';

@Controller('answers')
export class ChatController {
  readonly #source: ChatSource;

  constructor(@Inject(CHAT_SOURCE) source: ChatSource) {
    this.#source = source;
  }

  /** An answer as server-sent events. A reader that leaves closes the model's socket, one that reads slowly pauses it. */
  @Get()
  answer(@Query('prompt') prompt: string | undefined, @Req() request: ExpressRequest): Promise<Response> {
    if (typeof prompt !== 'string' || prompt === '') throw new BadRequestException('prompt is required');
    const answer$ = this.#source.stream({ messages: [{ role: 'user', content: prompt }] }).pipe(retryRequest());
    return toResponse(answer$.pipe(sseChunks()), { request });
  }
}
