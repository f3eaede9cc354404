import { readFileSync } from 'node:fs';
import { Controller, Get, Header } from '@nestjs/common';

const PAGE = readFileSync(new URL('../public/index.html', import.meta.url), 'utf8');

@Controller()
export class PageController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return PAGE;
  }
}
