<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>window</name>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>default {0}, double-click to go back to it</source>
        <translation>по умолчанию {0}, вернуть двойным щелчком</translation>
    </message>
    <message>
        <source>a click on the colour hides or shows the run</source>
        <translation>щелчок по цвету скрывает и показывает запуск</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Сигнал</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>Ландшафт</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>потери</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Gradient noise</source>
        <translation>Шум градиента</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>потерян</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Импульс</translation>
    </message>
    <message>
        <source>Adaptive steps</source>
        <translation>Адаптивные шаги</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>Сигналы</translation>
    </message>
    <message>
        <source>Landscapes</source>
        <translation>Ландшафты</translation>
    </message>
    <message>
        <source>Swarms</source>
        <translation>Рои</translation>
    </message>
    <message>
        <source>Choose a scenario; Page Up and Page Down leaf through them</source>
        <translation>Выбрать сценарий; Page Up и Page Down листают их</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Открыть файл…</translation>
    </message>
    <message>
        <source>{0} steps/s</source>
        <translation>{0} шагов/с</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>эпоха</translation>
    </message>
    <message>
        <source>step</source>
        <translation>шаг</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Пуск</translation>
    </message>
    <message>
        <source>Compute on {0}; otherwise on the processor</source>
        <translation>Считать на {0}; иначе — на процессоре</translation>
    </message>
    <message>
        <source>One step back  (,)</source>
        <translation>Шаг назад  (,)</translation>
    </message>
    <message>
        <source>One step on  (.)</source>
        <translation>Шаг вперёд  (.)</translation>
    </message>
    <message>
        <source>Back to the start  (R)</source>
        <translation>В начало  (R)</translation>
    </message>
    <message>
        <source>Open a scenario file  (Ctrl+O)</source>
        <translation>Открыть файл сценария  (Ctrl+O)</translation>
    </message>
    <message>
        <source>Light colours  (T)</source>
        <translation>Светлая тема  (T)</translation>
    </message>
    <message>
        <source>Dark colours  (T)</source>
        <translation>Тёмная тема  (T)</translation>
    </message>
    <message>
        <source>Panels  (P)</source>
        <translation>Панели  (P)</translation>
    </message>
    <message>
        <source>Whole screen  (F11)</source>
        <translation>На весь экран  (F11)</translation>
    </message>
    <message>
        <source>Speed  ([ slower, ] faster)</source>
        <translation>Скорость  ([ медленнее, ] быстрее)</translation>
    </message>
    <message>
        <source>Open a scenario</source>
        <translation>Открыть сценарий</translation>
    </message>
</context>
</TS>
