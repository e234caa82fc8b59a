// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import css from './checker.module.css';
import { readPicture } from './pictures';

const pauseMs = 150;

/** Looks through the camera until it finds a code. Its pictures stay in this page. */
export function Camera({ onFound, onTrouble }: { onFound: (text: string) => void; onTrouble: () => void }) {
  const { t } = useTranslation();
  const screen = useRef<HTMLVideoElement>(null);
  const told = useRef({ onFound, onTrouble });
  useEffect(() => { told.current = { onFound, onTrouble }; });
  useEffect(() => {
    const video = screen.current;
    let stream: MediaStream | null = null;
    let timer = 0;
    let isOver = false;
    const look = () => {
      const text = video && video.videoWidth > 0 ? readPicture(video, video.videoWidth, video.videoHeight) : null;
      if (text === null) timer = window.setTimeout(look, pauseMs);
      else told.current.onFound(text);
    };
    const start = async () => {
      const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } } });
      if (isOver || video === null) return stop(opened);
      stream = opened;
      video.srcObject = opened;
      await video.play();
      look();
    };
    start().catch(() => { if (!isOver) told.current.onTrouble(); });
    return () => {
      isOver = true;
      window.clearTimeout(timer);
      if (stream) stop(stream);
    };
  }, []);
  return (
    <figure className={css.camera}>
      <video ref={screen} muted playsInline aria-label={t('checker.cameraView')} />
      <figcaption role="status">{t('checker.looking')}</figcaption>
    </figure>
  );
}

const stop = (stream: MediaStream): void => stream.getTracks().forEach((track) => track.stop());
