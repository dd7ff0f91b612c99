<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>engine</name>
    <message>
        <source>particle</source>
        <translation>номер частицы</translation>
    </message>
    <message>
        <source>kind of kernels</source>
        <translation>вида ядер</translation>
    </message>
    <message>
        <source>backend</source>
        <translation>вычислителя</translation>
    </message>
    <message>
        <source>the axis {name} goes from a number to a larger one, not from {low:g} to {high:g}</source>
        <translation>ось {name} идёт от числа к большему, а не от {low:g} к {high:g}</translation>
    </message>
    <message>
        <source>the axis {name} is logarithmic and begins above 0, not at {low:g}</source>
        <translation>ось {name} логарифмическая и начинается выше 0, а не с {low:g}</translation>
    </message>
    <message>
        <source>both axes are {name}</source>
        <translation>обе оси — {name}</translation>
    </message>
    <message>
        <source>measure</source>
        <translation>измерения</translation>
    </message>
    <message>
        <source>axis</source>
        <translation>оси</translation>
    </message>
    <message>
        <source>{name} is turned on the way, and so cannot be an axis</source>
        <translation>{name} меняется по ходу дела и потому не может быть осью</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>оптимизатора</translation>
    </message>
    <message>
        <source>landscape</source>
        <translation>ландшафта</translation>
    </message>
    <message>
        <source>curve</source>
        <translation>кривой</translation>
    </message>
    <message>
        <source>signal</source>
        <translation>сигнала</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>расписания</translation>
    </message>
    <message>
        <source>kind of entry</source>
        <translation>вида записей</translation>
    </message>
    <message>
        <source>needs a name of small letters, digits and underscores</source>
        <translation>имя файла должно состоять из строчных латинских букв, цифр и подчёркиваний</translation>
    </message>
    <message>
        <source>has the name of an entry that Ravine brings, and is not used</source>
        <translation>имя занято записью из поставки Ravine, файл не используется</translation>
    </message>
    <message>
        <source>a fused run keeps its last {row} only of a step taken alone, by advance(1)</source>
        <translation>слитный запуск хранит последнее значение {row} только после отдельного шага, advance(1)</translation>
    </message>
    <message>
        <source>the NVIDIA device does not run kernels ({reason}); update its driver, or choose the CPU</source>
        <translation>устройство NVIDIA не выполняет ядра ({reason}); обновите драйвер или выберите процессор</translation>
    </message>
    <message>
        <source>no usable NVIDIA device was found; install or update its driver, or choose the CPU</source>
        <translation>пригодное устройство NVIDIA не найдено; установите или обновите драйвер или выберите процессор</translation>
    </message>
    <message>
        <source>its results are wrong</source>
        <translation>его результаты неверны</translation>
    </message>
    <message>
        <source>CUDA needs an optional part that is not installed; run uv sync --extra cuda</source>
        <translation>для CUDA нужна дополнительная часть, она не установлена; выполните uv sync --extra cuda</translation>
    </message>
    <message>
        <source>numba-cuda does not start ({reason}); run uv sync --extra cuda --reinstall</source>
        <translation>numba-cuda не запускается ({reason}); выполните uv sync --extra cuda --reinstall</translation>
    </message>
    <message>
        <source>needs x0 &lt; x1, in the order x0, x1, not {given}</source>
        <translation>нужно x0 &lt; x1, в порядке x0, x1, а не {given}</translation>
    </message>
    <message>
        <source>parameter of {entry}</source>
        <translation>у {entry} параметра</translation>
    </message>
    <message>
        <source>the parameter &apos;{name}&apos; is declared and never used</source>
        <translation>параметр «{name}» объявлен, но не используется</translation>
    </message>
    <message>
        <source>needs x0 &lt; x1 and y0 &lt; y1, in the order x0, x1, y0, y1, not {given}</source>
        <translation>нужно x0 &lt; x1 и y0 &lt; y1, в порядке x0, x1, y0, y1, а не {given}</translation>
    </message>
    <message>
        <source>has {numbers} numbers for {statements} statements</source>
        <translation>номеров {numbers}, а строк правила {statements}</translation>
    </message>
    <message>
        <source>needs exactly one of gradients and gradient</source>
        <translation>нужно ровно одно из двух: gradients или gradient</translation>
    </message>
    <message>
        <source>&apos;{value}&apos; has no finite value</source>
        <translation>у «{value}» нет конечного значения</translation>
    </message>
    <message>
        <source>has {steps} steps in theta and {count} in {name}</source>
        <translation>в theta шагов {steps}, а в {name} — {count}</translation>
    </message>
    <message>
        <source>the rule has no state &apos;{name}&apos;</source>
        <translation>в правиле нет состояния «{name}»</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>параметра</translation>
    </message>
    <message>
        <source>the range {low:g} … {high:g} is empty</source>
        <translation>диапазон {low:g} … {high:g} пуст</translation>
    </message>
    <message>
        <source>the default {default:g} is outside its range {low:g} … {high:g}</source>
        <translation>значение по умолчанию {default:g} вне своего диапазона {low:g} … {high:g}</translation>
    </message>
    <message>
        <source>a log scale needs a range that does not go below 0</source>
        <translation>логарифмической шкале нужен диапазон не ниже 0</translation>
    </message>
    <message>
        <source>a complement scale needs a range that stays below 1</source>
        <translation>шкале complement нужен диапазон строго ниже 1</translation>
    </message>
    <message>
        <source>a whole-numbered parameter needs a whole default and range</source>
        <translation>у целочисленного параметра значение по умолчанию и границы — целые</translation>
    </message>
    <message>
        <source>{name} = {number:g} is not a whole number</source>
        <translation>{name} = {number:g} — не целое число</translation>
    </message>
    <message>
        <source>is not a file</source>
        <translation>это не файл</translation>
    </message>
    <message>
        <source>is larger than {size} KB, which no entry needs</source>
        <translation>больше {size} КБ, столько не нужно ни одной записи</translation>
    </message>
    <message>
        <source>cannot be read: {reason}</source>
        <translation>не читается: {reason}</translation>
    </message>
    <message>
        <source>is not a path</source>
        <translation>это не путь к файлу</translation>
    </message>
    <message>
        <source>is not UTF-8 text</source>
        <translation>это не текст в UTF-8</translation>
    </message>
    <message>
        <source>is nested too deeply</source>
        <translation>слишком глубокая вложенность</translation>
    </message>
    <message>
        <source>is not TOML: {what}</source>
        <translation>это не TOML: {what}</translation>
    </message>
    <message>
        <source>belongs to every signal and is not declared</source>
        <translation>есть у каждого сигнала и не объявляется</translation>
    </message>
    <message>
        <source>a signal needs 2 to {most:,} samples, and has {count:,}</source>
        <translation>сигналу нужно от 2 до {most:,} отсчётов, а здесь {count:,}</translation>
    </message>
    <message>
        <source>sample {number:,} is not a finite number</source>
        <translation>отсчёт {number:,} — не конечное число</translation>
    </message>
    <message>
        <source>{size} TB</source>
        <translation>{size} ТБ</translation>
    </message>
    <message>
        <source>&apos;{name}&apos;</source>
        <translation>«{name}»</translation>
    </message>
    <message>
        <source>; did you mean {names}?</source>
        <translation>; может быть, {names}?</translation>
    </message>
    <message>
        <source>; there is {names}</source>
        <translation>; есть {names}</translation>
    </message>
    <message>
        <source>no {kind} &apos;{name}&apos;{hint}</source>
        <translation>нет {kind} «{name}»{hint}</translation>
    </message>
    <message>
        <source>{name} = {value:.12g} is outside {low:.12g} … {high:.12g}</source>
        <translation>{name} = {value:.12g}: допустимо от {low:.12g} до {high:.12g}</translation>
    </message>
    <message>
        <source>{place}: {message}</source>
        <translation>{place}: {message}</translation>
    </message>
    <message>
        <source>{what} would take {needed} of memory, and {available} may be taken</source>
        <translation>{what}: нужно {needed} памяти, а занять можно {available}</translation>
    </message>
    <message>
        <source>{size:.0f} bytes</source>
        <translation>{size:.0f} байт</translation>
    </message>
    <message>
        <source>{size:.3g} kB</source>
        <translation>{size:.3g} кБ</translation>
    </message>
    <message>
        <source>{size:.3g} MB</source>
        <translation>{size:.3g} МБ</translation>
    </message>
    <message>
        <source>{size:.3g} GB</source>
        <translation>{size:.3g} ГБ</translation>
    </message>
    <message>
        <source>line {line}, column {column}: {message}</source>
        <translation>строка {line}, позиция {column}: {message}</translation>
    </message>
    <message>
        <source>{place}, line {line}</source>
        <translation>{place}, строка {line}</translation>
    </message>
    <message>
        <source>{place}, {field}</source>
        <translation>{place}, {field}</translation>
    </message>
    <message>
        <source>{some} or {other}</source>
        <translation>{some} или {other}</translation>
    </message>
    <message>
        <source>cannot write {target}: {reason}</source>
        <translation>не удаётся записать {target}: {reason}</translation>
    </message>
    <message>
        <source>`doctor`: what this machine has, and the remedy for what it lacks.</source>
        <translation>`doctor`: что есть на этой машине и как добыть то, чего не хватает.</translation>
    </message>
    <message>
        <source>print JSON instead of text</source>
        <translation>вывести JSON вместо текста</translation>
    </message>
    <message>
        <source>of everything that is said</source>
        <translation>на каком языке говорить</translation>
    </message>
    <message>
        <source>`heights`: a scenario on a landscape made of a picture&apos;s brightness or an array&apos;s numbers.</source>
        <translation>`heights`: сценарий на ландшафте, сделанном из яркости картинки или чисел массива.</translation>
    </message>
    <message>
        <source>a PNG picture, or a NumPy array (.npy)</source>
        <translation>картинка PNG или массив NumPy (.npy)</translation>
    </message>
    <message>
        <source>the scenario to write</source>
        <translation>в какой файл записать сценарий</translation>
    </message>
    <message>
        <source>the places of the outermost heights; ten units wide by default</source>
        <translation>где лежат крайние высоты; по умолчанию ширина — десять единиц</translation>
    </message>
    <message>
        <source>on all heights; by default slopes are about 1</source>
        <translation>множитель всех высот; по умолчанию уклоны около 1</translation>
    </message>
    <message>
        <source>`list`: what there is, as tables or as JSON.</source>
        <translation>`list`: что есть, таблицами или в JSON.</translation>
    </message>
    <message>
        <source>print JSON instead of tables</source>
        <translation>вывести JSON вместо таблиц</translation>
    </message>
    <message>
        <source>`bench`: how fast the engine is, side by side with what is installed of C, CUDA C++, optax and torch.</source>
        <translation>`bench`: насколько быстр движок рядом с тем, что установлено из C, CUDA C++, optax и torch.</translation>
    </message>
    <message>
        <source>print JSON instead of a table</source>
        <translation>вывести JSON вместо таблицы</translation>
    </message>
    <message>
        <source>fewer particles and rounds</source>
        <translation>меньше частиц и повторов</translation>
    </message>
    <message>
        <source>the processor&apos;s kernels, or the NVIDIA device&apos;s</source>
        <translation>ядра для процессора или для устройства NVIDIA</translation>
    </message>
    <message>
        <source>`run`: simulate a scenario without a window and keep what happened.</source>
        <translation>`run`: просчитать сценарий без окна и сохранить, что произошло.</translation>
    </message>
    <message>
        <source>a scenario&apos;s id, the article&apos;s figure (L3), or a TOML file</source>
        <translation>имя сценария, рисунок статьи (L3) или файл TOML</translation>
    </message>
    <message>
        <source>FILE.npz, .csv or .parquet</source>
        <translation>FILE.npz, .csv или .parquet</translation>
    </message>
    <message>
        <source>instead of the scenario&apos;s number of steps</source>
        <translation>вместо числа шагов из сценария</translation>
    </message>
    <message>
        <source>instead of the scenario&apos;s seed</source>
        <translation>вместо зерна из сценария</translation>
    </message>
    <message>
        <source>keep every N-th frame; all of them if they are few</source>
        <translation>хранить каждый N-й кадр; если их мало — все</translation>
    </message>
    <message>
        <source>what steps: the processor, an NVIDIA device, or whichever is sooner done</source>
        <translation>что считает: процессор, устройство NVIDIA или то, что закончит раньше</translation>
    </message>
    <message>
        <source>`compare`: every optimizer tuned with the same budget, then judged from other starts. The budget is the number of settings that are tried of each optimizer, and each is trained in full from every start. By itself the learning rate is tuned (of a rule without one its first number on a logarithmic scale): values evenly spaced in the logarithm, from a thousandth of the catalogue&apos;s default to a thousand times it, within the parameter&apos;s range. The setting with the lowest median final loss is chosen; a run that diverged counts as infinite loss.</source>
        <translation>`compare`: каждый оптимизатор настраивается с одним и тем же бюджетом, затем оценивается с других стартов. Бюджет — число настроек, которые пробуются у каждого оптимизатора; каждая обучается полностью с каждого старта. Сама по себе подбирается скорость обучения (у правила без неё — первое число с логарифмической шкалой): значения равномерны в логарифме, от тысячной доли значения из каталога до тысячекратного, в пределах диапазона параметра. Выбирается настройка с наименьшей медианой итоговых потерь; разошедшийся запуск считается бесконечными потерями.</translation>
    </message>
    <message>
        <source>a scenario&apos;s id, the article&apos;s figure (L3), a TOML file, or a recording</source>
        <translation>имя сценария, рисунок статьи (L3), файл TOML или запись</translation>
    </message>
    <message>
        <source>settings that are tried of each optimizer</source>
        <translation>сколько настроек пробовать у каждого оптимизатора</translation>
    </message>
    <message>
        <source>a folder for table.csv, curves.npz, the picture and JSON</source>
        <translation>папка для table.csv, curves.npz, картинки и JSON</translation>
    </message>
    <message>
        <source>of the catalogue, with its defaults, instead of the scenario&apos;s runs</source>
        <translation>из каталога, с его значениями, вместо запусков сценария</translation>
    </message>
    <message>
        <source>another range of the learning rate, or another parameter to tune with it: evenly, or evenly in the logarithm of it or of 1 − NAME</source>
        <translation>другой диапазон скорости обучения или ещё один параметр для подбора: равномерно, или равномерно в его логарифме или в логарифме 1 − NAME</translation>
    </message>
    <message>
        <source>starts of tuning, and of judging; 32</source>
        <translation>стартов для настройки и для оценки; 32</translation>
    </message>
    <message>
        <source>trainings from each start, with noise; 4</source>
        <translation>обучений с каждого старта, при шуме; 4</translation>
    </message>
    <message>
        <source>of each training, instead of the scenario&apos;s</source>
        <translation>в каждом обучении, вместо числа из сценария</translation>
    </message>
    <message>
        <source>of starts, settings and noise, instead of the scenario&apos;s</source>
        <translation>для стартов, настроек и шума, вместо зерна из сценария</translation>
    </message>
    <message>
        <source>when a run has arrived; 0.001</source>
        <translation>когда запуск считается дошедшим; 0.001</translation>
    </message>
    <message>
        <source>print everything as JSON instead of a table</source>
        <translation>вывести всё в JSON вместо таблицы</translation>
    </message>
    <message>
        <source>`map`: what becomes of every starting point or hyperparameter, as data, a picture and a summary.</source>
        <translation>`map`: что станет с каждой начальной точкой или гиперпараметром — данные, картинка и сводка.</translation>
    </message>
    <message>
        <source>a new folder, or one to go on with</source>
        <translation>новая папка или та, где продолжить</translation>
    </message>
    <message>
        <source>pixels; 800 across if left out</source>
        <translation>в пикселях; если не задан — 800 в ширину</translation>
    </message>
    <message>
        <source>of each pixel&apos;s simulation, instead of the scenario&apos;s</source>
        <translation>в симуляции каждого пикселя, вместо числа из сценария</translation>
    </message>
    <message>
        <source>the run that the map is of; the first if left out</source>
        <translation>запуск, для которого карта; если не задан — первый</translation>
    </message>
    <message>
        <source>what the picture shows; as in the scenario&apos;s own map, or the basins, if left out</source>
        <translation>что показывает картинка; если не задано — как в карте самого сценария или бассейны</translation>
    </message>
    <message>
        <source>distance, excursion, visited, or none; distance if left out</source>
        <translation>distance, excursion, visited или none; если не задано — distance</translation>
    </message>
    <message>
        <source>simulate each pixel with so many seeds, for statistics; as in the scenario&apos;s own map, or 1, if left out</source>
        <translation>просчитать каждый пиксель со столькими зёрнами, для статистики; если не задано — как в карте самого сценария или с одним</translation>
    </message>
    <message>
        <source>with --seeds, what of loss or steps the picture shows</source>
        <translation>при --seeds: что из потерь или шагов показывает картинка</translation>
    </message>
    <message>
        <source>the first seed, instead of the scenario&apos;s</source>
        <translation>первое зерно, вместо взятого из сценария</translation>
    </message>
    <message>
        <source>instead of the scenario&apos;s</source>
        <translation>вместо взятого из сценария</translation>
    </message>
    <message>
        <source>use so many processes of a cluster made here</source>
        <translation>считать столькими процессами кластера, созданного здесь</translation>
    </message>
    <message>
        <source>use a cluster that is there, such as tcp://host:8786</source>
        <translation>считать на готовом кластере, например tcp://host:8786</translation>
    </message>
    <message>
        <source>print the summary as JSON</source>
        <translation>вывести сводку в JSON</translation>
    </message>
    <message>
        <source>start.x, start.y, a parameter (eta, or RUN.eta by the run&apos;s label), landscape.NAME or noise.sigma; the scenario&apos;s own map or the starts if left out</source>
        <translation>start.x, start.y, параметр (eta или RUN.eta по подписи запуска), landscape.NAME или noise.sigma; если не задано — карта самого сценария или начальные точки</translation>
    </message>
    <message>
        <source>`record`: film a scenario, or a recording that carries one, without a window.</source>
        <translation>`record`: снять сценарий, или запись, которая его несёт, без окна.</translation>
    </message>
    <message>
        <source>a still in 1 … 4 times as many pixels across</source>
        <translation>снимок с числом пикселей по стороне, большим в 1 … 4 раза</translation>
    </message>
    <message>
        <source>frames a second: 60 if left out, 25 for a GIF or WebP</source>
        <translation>кадров в секунду: если не задано — 60, для GIF и WebP — 25</translation>
    </message>
    <message>
        <source>the film&apos;s length, or a still&apos;s moment</source>
        <translation>длительность фильма или момент снимка</translation>
    </message>
    <message>
        <source>keep a GIF or WebP under 5MB, say</source>
        <translation>уместить GIF или WebP, например, в 5MB</translation>
    </message>
    <message>
        <source>type so many times as large: 0.5 … 3</source>
        <translation>во сколько раз крупнее шрифт: 0.5 … 3</translation>
    </message>
    <message>
        <source>a line at the lower edge</source>
        <translation>строка у нижнего края</translation>
    </message>
    <message>
        <source>take the step after STEP apart instead of playing the run</source>
        <translation>разобрать шаг после STEP вместо показа всего запуска</translation>
    </message>
    <message>
        <source>print what was written as JSON</source>
        <translation>вывести в JSON, что записано</translation>
    </message>
    <message>
        <source>`deck`: a PowerPoint file with a film for each scenario.</source>
        <translation>`deck`: файл PowerPoint с фильмом для каждого сценария.</translation>
    </message>
    <message>
        <source>ids, figures, TOML files or recordings</source>
        <translation>имена, рисунки, файлы TOML или записи</translation>
    </message>
    <message>
        <source>of the first slide</source>
        <translation>первого слайда</translation>
    </message>
    <message>
        <source>of the films; 1080p if left out</source>
        <translation>фильмов; если не задан — 1080p</translation>
    </message>
    <message>
        <source>frames a second; 30 if left out</source>
        <translation>кадров в секунду; если не задано — 30</translation>
    </message>
    <message>
        <source>the films&apos; length</source>
        <translation>длительность фильмов</translation>
    </message>
    <message>
        <source>a graphics processor cannot read heightmaps, samples where a rule looks ahead, nor values that differ between particles; choose the processor</source>
        <translation>графический процессор не читает ни карт высот, ни отсчётов, когда правило смотрит вперёд, ни величин, разных для частиц; выберите процессор</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>не установлен</translation>
    </message>
    <message>
        <source>gcc cannot build it</source>
        <translation>gcc не может собрать</translation>
    </message>
    <message>
        <source>nvcc is not installed</source>
        <translation>nvcc не установлен</translation>
    </message>
    <message>
        <source>nvcc cannot build it</source>
        <translation>nvcc не может собрать</translation>
    </message>
    <message>
        <source>CUDA error {code}</source>
        <translation>ошибка CUDA {code}</translation>
    </message>
    <message>
        <source>{device}: {particles:,} particles × {steps:,} steps, {dtype}, 10⁹ particle-steps a second</source>
        <translation>{device}: частиц {particles:,} × шагов {steps:,}, {dtype}, 10⁹ шагов частиц в секунду</translation>
    </message>
    <message>
        <source>farthest from NumPy after 100 steps in float64: {name}, {distance:.1e}</source>
        <translation>дальше всего от NumPy после 100 шагов в float64: {name}, {distance:.1e}</translation>
    </message>
    <message>
        <source>{rule} on {landscape}: {speeds}; bound {bound}</source>
        <translation>{rule} на {landscape}: {speeds}; предел {bound}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>отличается</translation>
    </message>
    <message>
        <source>jax has no {platform}</source>
        <translation>в jax нет {platform}</translation>
    </message>
    <message>
        <source>{particles:,} particles, {dtype}, {threads} threads, {rounds} rounds; 10⁹ particle-steps a second</source>
        <translation>частиц: {particles:,}, {dtype}, потоков: {threads}, повторов: {rounds}; 10⁹ шагов частиц в секунду</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>правило</translation>
    </message>
    <message>
        <source>Ravine / {other}: median {median:.2f}, smallest {least:.2f} over {cells} pairs; per second of processor time {median_per_second:.2f} and {least_per_second:.2f}</source>
        <translation>Ravine / {other}: медиана {median:.2f}, наименьшее {least:.2f}, пар: {cells}; на секунду процессорного времени {median_per_second:.2f} и {least_per_second:.2f}</translation>
    </message>
    <message>
        <source>nothing to compare with</source>
        <translation>сравнить не с чем</translation>
    </message>
    <message>
        <source>the workers died over rows {first} to {last}, columns {left} to {right} of the map, tried alone too; what is done is kept</source>
        <translation>рабочие процессы погибли на строках {first}–{last}, столбцах {left}–{right} карты, в том числе на них одних; сделанное сохранено</translation>
    </message>
    <message>
        <source>this worker&apos;s processor rounds otherwise than the one that the map was begun on</source>
        <translation>процессор этого рабочего округляет иначе, чем тот, на котором карта начата</translation>
    </message>
    <message>
        <source>several workers need dask.distributed; run: uv sync --extra cluster</source>
        <translation>для нескольких рабочих нужен dask.distributed; выполните: uv sync --extra cluster</translation>
    </message>
    <message>
        <source>no scheduler answers at {address}</source>
        <translation>по адресу {address} не отвечает планировщик</translation>
    </message>
    <message>
        <source>{folder} is being written to by another process</source>
        <translation>в {folder} пишет другой процесс</translation>
    </message>
    <message>
        <source>{folder} is there already and has no map in it; choose another folder</source>
        <translation>{folder} уже есть, и карты в ней нет; выберите другую папку</translation>
    </message>
    <message>
        <source>{folder} has a map with {name} = {old}, and this one has {new}; choose another folder</source>
        <translation>в {folder} карта, у которой {name} = {old}, а у этой {new}; выберите другую папку</translation>
    </message>
    <message>
        <source>{folder} is the folder that you are in; name a new one</source>
        <translation>{folder} — папка, в которой вы находитесь; назовите новую</translation>
    </message>
    <message>
        <source>a map is of a landscape, not of a signal, a curve or a network</source>
        <translation>карта строится по ландшафту, а не по сигналу, кривой или сети</translation>
    </message>
    <message>
        <source>a range of {name} that is even in log(1 − {name}) ends below 1, not at {high:g}</source>
        <translation>диапазон {name}, равномерный в log(1 − {name}), кончается ниже 1, а не на {high:g}</translation>
    </message>
    <message>
        <source>the tolerance is above 0 and below 1, not {value:g}</source>
        <translation>допуск больше 0 и меньше 1, а не {value:g}</translation>
    </message>
    <message>
        <source>this comparison</source>
        <translation>этого сравнения</translation>
    </message>
    <message>
        <source>there is nothing to compare</source>
        <translation>сравнивать нечего</translation>
    </message>
    <message>
        <source>{name} is a whole number and cannot be tuned</source>
        <translation>{name} — целое число и не подбирается</translation>
    </message>
    <message>
        <source>{name} is turned on the way, and so cannot be tuned</source>
        <translation>{name} меняется по ходу дела и потому не подбирается</translation>
    </message>
    <message>
        <source>heights have a shape of {least} × {least} to {most} × {most}, and these have {shape}</source>
        <translation>размер карты высот — от {least} × {least} до {most} × {most}, а здесь {shape}</translation>
    </message>
    <message>
        <source>heights are finite numbers within ±{most:g}</source>
        <translation>высоты — конечные числа в пределах ±{most:g}</translation>
    </message>
    <message>
        <source>all heights are the same, so there is no slope to go down</source>
        <translation>все высоты одинаковы, спускаться некуда</translation>
    </message>
    <message>
        <source>a name of up to 32 letters, digits and _, a letter first</source>
        <translation>имя не длиннее 32 знаков из латинских букв, цифр и _, первой буква</translation>
    </message>
    <message>
        <source>a number of more than {count:,} digits</source>
        <translation>число более чем из {count:,} цифр</translation>
    </message>
    <message>
        <source>{name} = {value} is outside {low} … {high}</source>
        <translation>{name} = {value}: допустимо от {low} до {high}</translation>
    </message>
    <message>
        <source>cannot write {target}: it is a folder</source>
        <translation>не удаётся записать {target}: это папка</translation>
    </message>
    <message>
        <source>cannot write {target}: permission denied</source>
        <translation>не удаётся записать {target}: нет прав доступа</translation>
    </message>
    <message>
        <source>no such file or directory</source>
        <translation>нет такого файла или папки</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>нет прав доступа</translation>
    </message>
    <message>
        <source>operation not permitted</source>
        <translation>действие не разрешено</translation>
    </message>
    <message>
        <source>is a directory</source>
        <translation>это папка</translation>
    </message>
    <message>
        <source>not a directory</source>
        <translation>это не папка</translation>
    </message>
    <message>
        <source>file exists</source>
        <translation>файл уже есть</translation>
    </message>
    <message>
        <source>file name too long</source>
        <translation>слишком длинное имя файла</translation>
    </message>
    <message>
        <source>no space left on device</source>
        <translation>на диске нет места</translation>
    </message>
    <message>
        <source>disk quota exceeded</source>
        <translation>превышена дисковая квота</translation>
    </message>
    <message>
        <source>file too large</source>
        <translation>файл слишком велик</translation>
    </message>
    <message>
        <source>read-only file system</source>
        <translation>файловая система только для чтения</translation>
    </message>
    <message>
        <source>input/output error</source>
        <translation>ошибка ввода-вывода</translation>
    </message>
    <message>
        <source>too many open files</source>
        <translation>открыто слишком много файлов</translation>
    </message>
    <message>
        <source>too many levels of symbolic links</source>
        <translation>слишком длинная цепочка символических ссылок</translation>
    </message>
    <message>
        <source>device or resource busy</source>
        <translation>устройство занято</translation>
    </message>
    <message>
        <source>invalid argument</source>
        <translation>недопустимый аргумент</translation>
    </message>
    <message>
        <source>embedded null byte</source>
        <translation>нулевой байт в имени</translation>
    </message>
    <message>
        <source>{call}: embedded null character in path</source>
        <translation>{call}: нулевой байт в имени</translation>
    </message>
    <message>
        <source>invalid initial character for a key part</source>
        <translation>ключ не может начинаться с этого символа</translation>
    </message>
    <message>
        <source>invalid value</source>
        <translation>недопустимое значение</translation>
    </message>
    <message>
        <source>found invalid character {character}</source>
        <translation>недопустимый символ {character}</translation>
    </message>
    <message>
        <source>cannot declare {key} twice</source>
        <translation>{key} объявлено дважды</translation>
    </message>
    <message>
        <source>expected &apos;]&apos; at the end of a table declaration</source>
        <translation>заголовок раздела кончается на ]</translation>
    </message>
    <message>
        <source>expected &apos;]]&apos; at the end of an array declaration</source>
        <translation>заголовок списка разделов кончается на ]]</translation>
    </message>
    <message>
        <source>cannot mutate immutable namespace {key}</source>
        <translation>раздел {key} уже нельзя дополнить</translation>
    </message>
    <message>
        <source>cannot redefine namespace {key}</source>
        <translation>раздел {key} уже определён</translation>
    </message>
    <message>
        <source>cannot overwrite a value</source>
        <translation>у этого ключа уже есть значение</translation>
    </message>
    <message>
        <source>expected &apos;=&apos; after a key in a key/value pair</source>
        <translation>после ключа нужен знак =</translation>
    </message>
    <message>
        <source>invalid hex value</source>
        <translation>недопустимое шестнадцатеричное число</translation>
    </message>
    <message>
        <source>escaped character is not a Unicode scalar value</source>
        <translation>экранированного символа нет в Юникоде</translation>
    </message>
    <message>
        <source>expected newline or end of document after a statement</source>
        <translation>после значения строка должна кончиться</translation>
    </message>
    <message>
        <source>unclosed array</source>
        <translation>массив не закрыт</translation>
    </message>
    <message>
        <source>unclosed inline table</source>
        <translation>таблица в фигурных скобках не закрыта</translation>
    </message>
    <message>
        <source>duplicate inline table key {key}</source>
        <translation>ключ {key} повторяется в таблице</translation>
    </message>
    <message>
        <source>unescaped &apos;\&apos; in a string</source>
        <translation>в строке не экранирован знак \</translation>
    </message>
    <message>
        <source>illegal character {character}</source>
        <translation>недопустимый символ {character}</translation>
    </message>
    <message>
        <source>unterminated string</source>
        <translation>строка в кавычках не закрыта</translation>
    </message>
    <message>
        <source>invalid date or datetime</source>
        <translation>недопустимая дата</translation>
    </message>
    <message>
        <source>invalid statement</source>
        <translation>эту строку нельзя понять</translation>
    </message>
    <message>
        <source>{message} (at end of document)</source>
        <translation>{message} (в конце файла)</translation>
    </message>
    <message>
        <source>object missing required field &apos;{name}&apos;</source>
        <translation>нет обязательного поля «{name}»</translation>
    </message>
    <message>
        <source>object contains unknown field &apos;{name}&apos;</source>
        <translation>неизвестное поле «{name}»</translation>
    </message>
    <message>
        <source>invalid enum value {value}</source>
        <translation>недопустимое значение {value}</translation>
    </message>
    <message>
        <source>invalid value {value}</source>
        <translation>недопустимое значение {value}</translation>
    </message>
    <message>
        <source>integer value out of range</source>
        <translation>целое число вне допустимых границ</translation>
    </message>
    <message>
        <source>number out of range</source>
        <translation>число вне допустимых границ</translation>
    </message>
    <message>
        <source>expected &apos;{kind}&apos;, got &apos;{given}&apos;</source>
        <translation>ожидается {kind}, а дано {given}</translation>
    </message>
    <message>
        <source>expected &apos;{kind}&apos; of length {count}, got {given}</source>
        <translation>ожидается {kind} длины {count}, а длина {given}</translation>
    </message>
    <message>
        <source>expected &apos;{kind}&apos; of length {bound}</source>
        <translation>ожидается {kind} длины {bound}</translation>
    </message>
    <message>
        <source>expected &apos;{kind}&apos; matching regex {pattern}</source>
        <translation>ожидается {kind} по образцу {pattern}</translation>
    </message>
    <message>
        <source>expected &apos;{kind}&apos; that&apos;s a multiple of {number}</source>
        <translation>ожидается {kind}, кратное {number}</translation>
    </message>
    <message>
        <source>expected &apos;{kind}&apos; {bound}</source>
        <translation>ожидается {kind} {bound}</translation>
    </message>
    <message>
        <source>expected &apos;{kind}&apos;</source>
        <translation>ожидается {kind}</translation>
    </message>
    <message>
        <source>expected {sign}</source>
        <translation>ожидается {sign}</translation>
    </message>
    <message>
        <source>argument {option}: {message}</source>
        <translation>аргумент {option}: {message}</translation>
    </message>
    <message>
        <source>unrecognized arguments: {given}</source>
        <translation>неизвестные аргументы: {given}</translation>
    </message>
    <message>
        <source>the following arguments are required: {names}</source>
        <translation>не хватает обязательных аргументов: {names}</translation>
    </message>
    <message>
        <source>invalid choice: {given} (choose from {known})</source>
        <translation>недопустимое значение {given} (есть {known})</translation>
    </message>
    <message>
        <source>needs a whole number, not {given}</source>
        <translation>нужно целое число, а не {given}</translation>
    </message>
    <message>
        <source>needs a number, not {given}</source>
        <translation>нужно число, а не {given}</translation>
    </message>
    <message>
        <source>needs a name, and has none</source>
        <translation>нужно имя, а его нет</translation>
    </message>
    <message>
        <source>invalid {kind} value: {given}</source>
        <translation>недопустимое значение {given}, нужно {kind}</translation>
    </message>
    <message>
        <source>expected one argument</source>
        <translation>нужно одно значение</translation>
    </message>
    <message>
        <source>ignored explicit argument {given}</source>
        <translation>лишнее значение {given}</translation>
    </message>
    <message>
        <source>&apos;{given}&apos; is not a size such as 1920x1080</source>
        <translation>«{given}» — не размер вида 1920x1080</translation>
    </message>
    <message>
        <source>{text}</source>
        <translation>{text}</translation>
    </message>
    <message>
        <source>{name} is not installed; uv run main.py installs all that is needed</source>
        <translation>{name} не установлен; uv run main.py установит всё, что нужно</translation>
    </message>
    <message>
        <source>a number has more than {most} digits</source>
        <translation>в числе больше {most} цифр</translation>
    </message>
    <message>
        <source>{n:,} particles on the device</source>
        <translation>частиц на устройстве {n:,}</translation>
    </message>
    <message>
        <source>a graphics processor cannot read heightmaps; choose the processor</source>
        <translation>графический процессор не читает карты высот; выберите процессор</translation>
    </message>
    <message>
        <source>what computes: the processor, an NVIDIA device, or whichever is sooner done</source>
        <translation>что считает: процессор, устройство NVIDIA или то, что закончит раньше</translation>
    </message>
    <message>
        <source>the derivatives of this formula take too long; simplify it</source>
        <translation>производные этой формулы считаются слишком долго; упростите её</translation>
    </message>
    <message>
        <source>{op}(...) has no derivative here</source>
        <translation>у {op}(...) здесь нет производной</translation>
    </message>
    <message>
        <source>value for</source>
        <translation>значения для</translation>
    </message>
    <message>
        <source>the formula is empty</source>
        <translation>формула пуста</translation>
    </message>
    <message>
        <source>the last line is the value and has no name before it</source>
        <translation>последняя строка — само значение, имя перед ней не ставится</translation>
    </message>
    <message>
        <source>only the last line goes without a name; break a long line inside parentheses</source>
        <translation>без имени только последняя строка; длинную строку переносите внутри скобок</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is given and cannot be changed</source>
        <translation>«{name}» задано, и менять его нельзя</translation>
    </message>
    <message>
        <source>optimizers are compared on a landscape, not on a signal, a curve or a network</source>
        <translation>оптимизаторы сравниваются на ландшафте, а не на сигнале, кривой или сети</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is used before it is given a value</source>
        <translation>«{name}» используется раньше, чем получает значение</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is used to compute itself</source>
        <translation>«{name}» вычисляется через само себя</translation>
    </message>
    <message>
        <source>this needs more than {limit:,} operations; simplify it</source>
        <translation>здесь больше {limit:,} операций; упростите</translation>
    </message>
    <message>
        <source>{name} takes {wanted} arguments, but {given}</source>
        <translation>число аргументов {name} — {wanted}, а {given}</translation>
    </message>
    <message>
        <source>{least} to {most}</source>
        <translation>от {least} до {most}</translation>
    </message>
    <message>
        <source>{count} are given</source>
        <translation>дано {count}</translation>
    </message>
    <message>
        <source>1 is given</source>
        <translation>дан 1</translation>
    </message>
    <message>
        <source>{name} takes {wanted} argument, but {given}</source>
        <translation>число аргументов {name} — {wanted}, а {given}</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is a function and cannot be given a value</source>
        <translation>«{name}» — функция, присвоить ей значение нельзя</translation>
    </message>
    <message>
        <source>a condition stands only inside where(condition, a, b)</source>
        <translation>условие может стоять только внутри where(условие, a, b)</translation>
    </message>
    <message>
        <source>a condition is needed here, such as x &lt; 1</source>
        <translation>здесь нужно условие, например x &lt; 1</translation>
    </message>
    <message>
        <source>; the names here are {names}</source>
        <translation>; имена здесь: {names}</translation>
    </message>
    <message>
        <source>unknown name &apos;{name}&apos;{hint}</source>
        <translation>неизвестное имя «{name}»{hint}</translation>
    </message>
    <message>
        <source>; write {instead}</source>
        <translation>; пишите {instead}</translation>
    </message>
    <message>
        <source>no function &apos;{name}&apos;{hint}</source>
        <translation>нет функции «{name}»{hint}</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is for the rules of optimizers, not for formulas</source>
        <translation>«{name}» — для правил оптимизаторов, а не для формул</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is not a function; write a * before the parenthesis</source>
        <translation>«{name}» — не функция; поставьте * перед скобкой</translation>
    </message>
    <message>
        <source>{operation} is not a finite number</source>
        <translation>{operation} — не конечное число</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is a function; write {name}(...)</source>
        <translation>«{name}» — функция; пишите {name}(...)</translation>
    </message>
    <message>
        <source>a rule must give theta a new value</source>
        <translation>правило должно присвоить theta новое значение</translation>
    </message>
    <message>
        <source>initial value of {state}: a finite number is needed</source>
        <translation>начальное значение {state}: нужно конечное число</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is a parameter and cannot be changed</source>
        <translation>«{name}» — параметр, менять его нельзя</translation>
    </message>
    <message>
        <source>{message}; is &apos;{meant}&apos; meant to be theta?</source>
        <translation>{message}; может быть, «{meant}» — это theta?</translation>
    </message>
    <message>
        <source>initial value of {state}: {message}</source>
        <translation>начальное значение {state}: {message}</translation>
    </message>
    <message>
        <source>this must be one expression</source>
        <translation>здесь должно быть одно выражение</translation>
    </message>
    <message>
        <source>a line of a rule reads name = expression</source>
        <translation>строка правила имеет вид имя = выражение</translation>
    </message>
    <message>
        <source>&apos;t&apos; is the step and cannot be changed</source>
        <translation>«t» — номер шага, менять его нельзя</translation>
    </message>
    <message>
        <source>the rule has no state &apos;{name}&apos; to start from a value{hint}</source>
        <translation>в правиле нет состояния «{name}», которому задано начальное значение{hint}</translation>
    </message>
    <message>
        <source>it is made of parameters and theta, not of {name}</source>
        <translation>оно состоит из параметров и theta, но не из {name}</translation>
    </message>
    <message>
        <source>only a name can stand before &apos;{sign}&apos;</source>
        <translation>перед «{sign}» может стоять только имя</translation>
    </message>
    <message>
        <source>there is no &apos;{word}&apos; in formulas</source>
        <translation>в формулах нет слова «{word}»</translation>
    </message>
    <message>
        <source>a value is missing before &apos;{sign}&apos;</source>
        <translation>перед «{sign}» не хватает значения</translation>
    </message>
    <message>
        <source>an operator is missing before &apos;{word}&apos;</source>
        <translation>перед «{word}» не хватает знака операции</translation>
    </message>
    <message>
        <source>there is no &apos;{word}&apos; in formulas; write where(condition, a, b)</source>
        <translation>в формулах нет слова «{word}»; пишите where(условие, a, b)</translation>
    </message>
    <message>
        <source>the formula ends too early; a value is missing here</source>
        <translation>формула обрывается; здесь не хватает значения</translation>
    </message>
    <message>
        <source>there is nothing between these parentheses</source>
        <translation>между этими скобками ничего нет</translation>
    </message>
    <message>
        <source>this &apos;)&apos; closes nothing</source>
        <translation>эта ) ничего не закрывает</translation>
    </message>
    <message>
        <source>a &apos;,&apos; stands only between the arguments of a function</source>
        <translation>запятая стоит только между аргументами функции</translation>
    </message>
    <message>
        <source>this is nested deeper than {most} levels</source>
        <translation>вложенность глубже {most} уровней</translation>
    </message>
    <message>
        <source>write == to compare</source>
        <translation>для сравнения пишите ==</translation>
    </message>
    <message>
        <source>comparisons cannot be chained; join two with &apos;and&apos;</source>
        <translation>сравнения не пишутся цепочкой; соедините два словом and</translation>
    </message>
    <message>
        <source>this &apos;(&apos; is never closed</source>
        <translation>эта ( не закрыта</translation>
    </message>
    <message>
        <source>a finite number</source>
        <translation>конечное число</translation>
    </message>
    <message>
        <source>the character ({name}) is not part of a formula</source>
        <translation>символ ({name}) в формулах не используется</translation>
    </message>
    <message>
        <source>the character &apos;{character}&apos; ({name}) is not part of a formula</source>
        <translation>символ «{character}» ({name}) в формулах не используется</translation>
    </message>
    <message>
        <source>{message}; write {instead}</source>
        <translation>{message}; пишите {instead}</translation>
    </message>
    <message>
        <source>a formula is text, not {kind}</source>
        <translation>формула — это текст, а не {kind}</translation>
    </message>
    <message>
        <source>the text has {count:,} characters; the limit is {most:,}</source>
        <translation>символов в тексте {count:,}, а можно не больше {most:,}</translation>
    </message>
    <message>
        <source>the text has more than {most:,} symbols</source>
        <translation>в тексте больше {most:,} знаков и имён</translation>
    </message>
    <message>
        <source>a number has at most {most} characters</source>
        <translation>в записи числа не больше {most} символов</translation>
    </message>
    <message>
        <source>{piece} is too large for a double</source>
        <translation>{piece} не помещается в число двойной точности</translation>
    </message>
    <message>
        <source>write a * between {piece} and &apos;{following}&apos;</source>
        <translation>поставьте * между {piece} и «{following}»</translation>
    </message>
    <message>
        <source>a number has one decimal point</source>
        <translation>в числе одна десятичная точка</translation>
    </message>
    <message>
        <source>a name has at most {most} characters</source>
        <translation>в имени не больше {most} символов</translation>
    </message>
    <message>
        <source>its toolkit ends the process; reinstall it with uv sync --extra cuda --reinstall</source>
        <translation>его библиотека обрывает процесс; переустановите её: uv sync --extra cuda --reinstall</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>причина не названа</translation>
    </message>
    <message>
        <source>Qt does not start here ({reason}); run pip install --force-reinstall pyside6-essentials.</source>
        <translation>Qt здесь не запускается ({reason}); выполните pip install --force-reinstall pyside6-essentials.</translation>
    </message>
    <message>
        <source>Compiled kernels cannot be kept, so every start compiles again; set RAVINE_CACHE to a folder that can be written to.</source>
        <translation>Скомпилированные ядра негде хранить, и каждый запуск программы компилирует их заново; укажите в RAVINE_CACHE папку, доступную для записи.</translation>
    </message>
    <message>
        <source>PyAV lacks {encoders}, which recordings need; run pip install --upgrade av.</source>
        <translation>В PyAV нет {encoders}, а они нужны для записи; выполните pip install --upgrade av.</translation>
    </message>
    <message>
        <source>The GPU is not used: {reason}.</source>
        <translation>Видеокарта не используется: {reason}.</translation>
    </message>
    <message>
        <source>{names} not found; run pip install {packages}.</source>
        <translation>Не найдено: {names}; выполните pip install {packages}.</translation>
    </message>
    <message>
        <source>The window needs system libraries that are not installed; run apt install {packages}.</source>
        <translation>Окну нужны системные библиотеки, которые не установлены; выполните apt install {packages}.</translation>
    </message>
    <message>
        <source>There is no display, so no window can open, while recordings and screenshots work; start Ravine from a desktop session, or with ssh -X.</source>
        <translation>Дисплея нет, и окно открыть нельзя, хотя запись и снимки работают; запустите Ravine в графическом сеансе или через ssh -X.</translation>
    </message>
    <message>
        <source>{asked} cannot be written to, so compiled kernels are kept in {folder}; set RAVINE_CACHE to a folder that can be written to.</source>
        <translation>В {asked} нельзя писать, поэтому скомпилированные ядра хранятся в {folder}; укажите в RAVINE_CACHE папку, доступную для записи.</translation>
    </message>
    <message>
        <source>the home folder</source>
        <translation>домашнюю папку</translation>
    </message>
    <message>
        <source>sigma</source>
        <translation>разброс σ</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>вероятность градиента</translation>
    </message>
    <message>
        <source>rare</source>
        <translation>номер редкой координаты</translation>
    </message>
    <message>
        <source>still running</source>
        <translation>ещё движется</translation>
    </message>
    <message>
        <source>converged: at rest beside a minimum</source>
        <translation>сошёлся: покоится у минимума</translation>
    </message>
    <message>
        <source>all steps done without coming to rest beside a minimum</source>
        <translation>все шаги сделаны, но у минимума не остановился</translation>
    </message>
    <message>
        <source>outside the landscape&apos;s domain</source>
        <translation>за пределами области ландшафта</translation>
    </message>
    <message>
        <source>diverged: far outside the landscape&apos;s domain</source>
        <translation>разошёлся: далеко за пределами области ландшафта</translation>
    </message>
    <message>
        <source>stopped at its last finite position: the next one was infinite or not a number</source>
        <translation>остановлен в последней конечной точке: следующая бесконечна или не число</translation>
    </message>
    <message>
        <source>{name} needs {n} finite numbers, one for each particle</source>
        <translation>{name}: нужно {n} конечных чисел, по одному на частицу</translation>
    </message>
    <message>
        <source>a signal has no {op}: it is the gradient itself, not a landscape</source>
        <translation>у сигнала нет {op}: он сам — градиент, а не ландшафт</translation>
    </message>
    <message>
        <source>the integral of a signal is known by its slope alone, and has no loss</source>
        <translation>у интеграла сигнала известен только наклон, потерь у него нет</translation>
    </message>
    <message>
        <source>stopped on request</source>
        <translation>остановлено по запросу</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>число шагов</translation>
    </message>
    <message>
        <source>first</source>
        <translation>число первых частиц</translation>
    </message>
    <message>
        <source>row</source>
        <translation>строки</translation>
    </message>
    <message>
        <source>state</source>
        <translation>состояния</translation>
    </message>
    <message>
        <source>this snapshot is of a run with another number of particles</source>
        <translation>этот снимок сделан при другом числе частиц</translation>
    </message>
    <message>
        <source>this start is of another number of particles</source>
        <translation>в этом начале другое число частиц</translation>
    </message>
    <message>
        <source>stopped on request after step {step:,}</source>
        <translation>остановлено по запросу после шага {step:,}</translation>
    </message>
    <message>
        <source>the initial value of {name} is not finite</source>
        <translation>начальное значение {name} не конечно</translation>
    </message>
    <message>
        <source>dtype</source>
        <translation>типа чисел</translation>
    </message>
    <message>
        <source>a start has shape (n, {dims}) with n at least 1, and this one has {shape}</source>
        <translation>начальные точки — массив формы (n, {dims}), n не меньше 1, а здесь форма {shape}</translation>
    </message>
    <message>
        <source>a start has coordinates that are finite in {dtype}</source>
        <translation>координаты начальных точек должны быть конечны в {dtype}</translation>
    </message>
    <message>
        <source>a schedule changes eta, and the rule of {id} has none</source>
        <translation>расписание меняет eta, а в правиле {id} её нет</translation>
    </message>
    <message>
        <source>{name} = {value} is not a finite number</source>
        <translation>{name} = {value} — не конечное число</translation>
    </message>
    <message>
        <source>{frames:,} frames of {n:,} particles</source>
        <translation>кадров {frames:,} по {n:,} частиц</translation>
    </message>
    <message>
        <source>landscape or signal</source>
        <translation>ландшафта или сигнала</translation>
    </message>
    <message>
        <source>every</source>
        <translation>шаг между кадрами</translation>
    </message>
    <message>
        <source>start</source>
        <translation>число частиц</translation>
    </message>
    <message>
        <source>a landscape needs a start: an array of shape (n, 2)</source>
        <translation>ландшафту нужны начальные точки: массив формы (n, 2)</translation>
    </message>
    <message>
        <source>a start of {count:,} particles</source>
        <translation>начальные положения {count:,} частиц</translation>
    </message>
    <message>
        <source>a start has shape (n, 2) with n at least 1, and this one has {shape}</source>
        <translation>начальные точки — массив формы (n, 2), n не меньше 1, а здесь форма {shape}</translation>
    </message>
    <message>
        <source>a start has finite coordinates only</source>
        <translation>координаты начальных точек должны быть конечны</translation>
    </message>
    <message>
        <source>radius</source>
        <translation>радиус</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>зерно</translation>
    </message>
    <message>
        <source>a rectangle is four finite numbers: x0, x1, y0, y1</source>
        <translation>прямоугольник — это четыре конечных числа: x0, x1, y0, y1</translation>
    </message>
    <message>
        <source>a rectangle&apos;s x0 is at most x1, and its y0 at most y1</source>
        <translation>в прямоугольнике x0 не больше x1, а y0 не больше y1</translation>
    </message>
    <message>
        <source>a start is a list of points, each of two numbers</source>
        <translation>начало — это список точек, каждая из двух чисел</translation>
    </message>
    <message>
        <source>the rectangle&apos;s size</source>
        <translation>размер прямоугольника</translation>
    </message>
    <message>
        <source>the step of a turn</source>
        <translation>шаг поворота</translation>
    </message>
    <message>
        <source>this scenario</source>
        <translation>этот сценарий</translation>
    </message>
    <message>
        <source>carries no scenario: Ravine did not make it, or another program has written it anew since</source>
        <translation>внутри нет сценария: файл сделан не в Ravine или переписан другой программой</translation>
    </message>
    <message>
        <source>is damaged, and the scenario in it cannot be read</source>
        <translation>повреждён, сценарий из него не читается</translation>
    </message>
    <message>
        <source>has fewer than two rows</source>
        <translation>меньше двух строк</translation>
    </message>
    <message>
        <source>has more than {most:,} columns</source>
        <translation>больше {most:,} столбцов</translation>
    </message>
    <message>
        <source>has no column of two or more numbers</source>
        <translation>нет столбца хотя бы из двух чисел</translation>
    </message>
    <message>
        <source>is larger than {size} MB, the most that is read</source>
        <translation>больше {size} МБ — такие файлы не читаются</translation>
    </message>
    <message>
        <source>is not a table of comma-separated values</source>
        <translation>это не таблица значений через запятую</translation>
    </message>
    <message>
        <source>has more than {most:,} rows</source>
        <translation>больше {most:,} строк</translation>
    </message>
    <message>
        <source>list</source>
        <translation>списка</translation>
    </message>
    <message>
        <source>this scenario with {frames:,} frames</source>
        <translation>этот сценарий, кадров {frames:,}</translation>
    </message>
    <message>
        <source>needs 0 ≤ from ≤ to ≤ {most}, not from {first} to {last}</source>
        <translation>нужно 0 ≤ from ≤ to ≤ {most}, а не от {first} до {last}</translation>
    </message>
    <message>
        <source>a rectangle or a camera goes with a landscape</source>
        <translation>rectangle и camera указываются только для ландшафта</translation>
    </message>
    <message>
        <source>goes with a view that has a camera</source>
        <translation>указывается только при виде с камерой</translation>
    </message>
    <message>
        <source>run</source>
        <translation>запуск</translation>
    </message>
    <message>
        <source>scenario</source>
        <translation>сценария</translation>
    </message>
    <message>
        <source>is larger than {size} KB, which no scenario needs</source>
        <translation>больше {size} КБ, столько не нужно ни одному сценарию</translation>
    </message>
    <message>
        <source>is of a later Ravine; this one reads {format}</source>
        <translation>формат более нового Ravine; этот читает {format}</translation>
    </message>
    <message>
        <source>needs {wanted}, and has {found}</source>
        <translation>нужно {wanted}, а здесь {found}</translation>
    </message>
    <message>
        <source>exactly one of {names}</source>
        <translation>ровно одно из {names}</translation>
    </message>
    <message>
        <source>needs {wanted}, and has none</source>
        <translation>нужно {wanted}, а здесь ничего</translation>
    </message>
    <message>
        <source>{some} and {other}</source>
        <translation>{some} и {other}</translation>
    </message>
    <message>
        <source>a domain goes with a landscape_formula, and only there</source>
        <translation>domain указывается только вместе с landscape_formula</translation>
    </message>
    <message>
        <source>goes with a signal, and only there</source>
        <translation>указывается только вместе с сигналом</translation>
    </message>
    <message>
        <source>a span goes with a curve_formula or an integral, and only there</source>
        <translation>span указывается только вместе с curve_formula или integral</translation>
    </message>
    <message>
        <source>initial states go with a rule, and only there</source>
        <translation>начальные состояния указываются только вместе с rule</translation>
    </message>
    <message>
        <source>is for signals and curves, not for landscapes</source>
        <translation>это для сигналов и кривых, а не для ландшафтов</translation>
    </message>
    <message>
        <source>needs low = high for a single particle</source>
        <translation>при одной частице нижняя граница должна равняться верхней</translation>
    </message>
    <message>
        <source>needs low &lt; high</source>
        <translation>нижняя граница должна быть меньше верхней</translation>
    </message>
    <message>
        <source>data set</source>
        <translation>набор данных</translation>
    </message>
    <message>
        <source>points are rows of x, y and class, 2 to {most} of them</source>
        <translation>точки — это строки из x, y и класса, от 2 до {most}</translation>
    </message>
    <message>
        <source>coordinates are finite numbers and classes whole ones</source>
        <translation>координаты — конечные числа, классы — целые</translation>
    </message>
    <message>
        <source>there are {count} classes, and {most} at most, 2 at least</source>
        <translation>классов {count}, а нужно не меньше 2 и не больше {most}</translation>
    </message>
    <message>
        <source>a network learns either a data set or points, exactly one of them</source>
        <translation>сеть учит либо набор данных, либо точки: ровно одно из двух</translation>
    </message>
    <message>
        <source>the number of hidden layers</source>
        <translation>число скрытых слоёв</translation>
    </message>
    <message>
        <source>activation</source>
        <translation>функция активации</translation>
    </message>
    <message>
        <source>the units of a layer</source>
        <translation>число нейронов слоя</translation>
    </message>
    <message>
        <source>this rule is made for two coordinates, whose others it asks for; a network has more</source>
        <translation>это правило рассчитано на две координаты и спрашивает о другой; у сети их больше</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>эпохи</translation>
    </message>
    <message>
        <source>a network tells its gradient and loss, and this rule asks for its curvature</source>
        <translation>сеть сообщает градиент и потери, а это правило спрашивает о кривизне</translation>
    </message>
    <message>
        <source>stopped on request after epoch {epoch:,}</source>
        <translation>остановлено по просьбе после эпохи {epoch:,}</translation>
    </message>
    <message>
        <source>so many steps at once are for float64 where a field has samples</source>
        <translation>столько шагов сразу там, где у поля есть отсчёты, — только в float64</translation>
    </message>
    <message>
        <source>{path}: the name of a scenario ends in .toml</source>
        <translation>{path}: имя файла сценария оканчивается на .toml</translation>
    </message>
    <message>
        <source>a network&apos;s training is written to .npz or .csv, not to .parquet</source>
        <translation>обучение сети записывается в .npz или .csv, но не в .parquet</translation>
    </message>
    <message>
        <source>without noise all seeds give the same; leave --seeds out</source>
        <translation>без шума все зёрна дают одно и то же; уберите --seeds</translation>
    </message>
    <message>
        <source>is larger than {size} MB, which no heights need</source>
        <translation>больше {size} МБ, чего не нужно никакой карте высот</translation>
    </message>
    <message>
        <source>is no array of real numbers in rows and columns</source>
        <translation>не массив действительных чисел в строках и столбцах</translation>
    </message>
    <message>
        <source>has {wide} × {high} heights, and may have {most:,} in all</source>
        <translation>содержит {wide} × {high} высот, а может всего {most:,}</translation>
    </message>
    <message>
        <source>the heights are not {columns} × {rows}</source>
        <translation>высот не {columns} × {rows}</translation>
    </message>
    <message>
        <source>goes without heights of its own</source>
        <translation>не сочетается с собственной картой высот</translation>
    </message>
    <message>
        <source>is neither a PNG picture nor a NumPy array (.npy)</source>
        <translation>не картинка PNG и не массив NumPy (.npy)</translation>
    </message>
    <message>
        <source>is not a picture that can be read</source>
        <translation>не картинка, которую можно прочесть</translation>
    </message>
    <message>
        <source>is not an array of numbers that can be read</source>
        <translation>не массив чисел, который можно прочесть</translation>
    </message>
    <message>
        <source>the heights are damaged</source>
        <translation>карта высот повреждена</translation>
    </message>
    <message>
        <source>run labelled</source>
        <translation>запуска с подписью</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is not an axis such as start.x=-5:5 or eta=1e-4:1:log</source>
        <translation>«{text}» — не ось вроде start.x=-5:5 или eta=1e-4:1:log</translation>
    </message>
    <message>
        <source>a map is of one run, and these axes are of two</source>
        <translation>карта строится по одному запуску, а эти оси — от двух</translation>
    </message>
    <message>
        <source>&apos;{word}&apos; in &apos;{text}&apos; is not a number</source>
        <translation>«{word}» в «{text}» — не число</translation>
    </message>
    <message>
        <source>{name} is a whole number and makes no axis</source>
        <translation>{name} — целое число и осью не бывает</translation>
    </message>
    <message>
        <source>goes with a landscape</source>
        <translation>бывает только у ландшафта</translation>
    </message>
    <message>
        <source>the two axes are the same</source>
        <translation>обе оси — одно и то же</translation>
    </message>
    <message>
        <source>a whole number makes no axis</source>
        <translation>целое число не бывает осью</translation>
    </message>
    <message>
        <source>a logarithmic axis begins above 0</source>
        <translation>логарифмическая ось начинается выше нуля</translation>
    </message>
    <message>
        <source>needs three columns of numbers: x, y and class; it has {count}</source>
        <translation>нужны три столбца чисел: x, y и класс; здесь столбцов: {count}</translation>
    </message>
    <message>
        <source>has columns of different lengths</source>
        <translation>столбцы разной длины</translation>
    </message>
    <message>
        <source>has {count:,} points; a scenario holds {most:,} at most</source>
        <translation>точек {count:,}, а в сценарий входит не больше {most:,}</translation>
    </message>
    <message>
        <source>goes with a single particle to start from</source>
        <translation>указывается только при одной начальной частице</translation>
    </message>
    <message>
        <source>{total}, {free} free</source>
        <translation>{total}, свободно {free}</translation>
    </message>
    <message>
        <source>{found}, {free} free</source>
        <translation>{found}, свободно {free}</translation>
    </message>
    <message>
        <source>{size:.1f} GB</source>
        <translation>{size:.1f} ГБ</translation>
    </message>
    <message>
        <source>{device}, compute capability {capability}</source>
        <translation>{device}, вычислительная способность {capability}</translation>
    </message>
    <message>
        <source>none found; everything runs on the processor</source>
        <translation>не найдены; всё считается на процессоре</translation>
    </message>
    <message>
        <source>starts</source>
        <translation>запускается</translation>
    </message>
    <message>
        <source>does not start</source>
        <translation>не запускается</translation>
    </message>
    <message>
        <source>for recordings only</source>
        <translation>только для записи</translation>
    </message>
    <message>
        <source>not used: {reason}</source>
        <translation>не используется: {reason}</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>Всё на месте.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>есть</translation>
    </message>
    <message>
        <source>no</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>system</source>
        <translation>система</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>процессор</translation>
    </message>
    <message>
        <source>{name}, {threads} threads, {usable} usable</source>
        <translation>{name}, потоков: {threads}, доступно: {usable}</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>память</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>видеокарты</translation>
    </message>
    <message>
        <source>kernel cache</source>
        <translation>кэш ядер</translation>
    </message>
    <message>
        <source>{folder}, {count} kernels, {size:.1f} MB</source>
        <translation>{folder}, ядер: {count}, {size:.1f} МБ</translation>
    </message>
    <message>
        <source>Qt platform</source>
        <translation>платформа Qt</translation>
    </message>
    <message>
        <source>encoders</source>
        <translation>кодировщики</translation>
    </message>
    <message>
        <source>versions</source>
        <translation>версии</translation>
    </message>
    <message>
        <source>to compare with</source>
        <translation>для сравнения</translation>
    </message>
    <message>
        <source>not installed: {names}</source>
        <translation>не установлены: {names}</translation>
    </message>
    <message>
        <source>all installed</source>
        <translation>всё установлено</translation>
    </message>
    <message>
        <source>{name}, {memory}, driver {driver}</source>
        <translation>{name}, {memory}, драйвер {driver}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>the range of {name} goes from a finite number to a larger one, not from {low:.12g} to {high:.12g}</source>
        <translation>диапазон {name} идёт от конечного числа до большего, а не от {low:.12g} до {high:.12g}</translation>
    </message>
    <message>
        <source>the logarithmic range of {name} begins above 0, not at {low:g}</source>
        <translation>логарифмический диапазон {name} начинается выше 0, а не с {low:g}</translation>
    </message>
    <message>
        <source>{name} of {optimizer}</source>
        <translation>{name} у {optimizer}</translation>
    </message>
    <message>
        <source>nothing can be compiled while NUMBA_DISABLE_JIT is set; unset that variable</source>
        <translation>пока задана NUMBA_DISABLE_JIT, ничего нельзя скомпилировать; уберите эту переменную</translation>
    </message>
    <message>
        <source>The display {display} does not answer, so no window can open; start Ravine from a desktop session, or set DISPLAY.</source>
        <translation>Дисплей {display} не отвечает, поэтому окно не открыть; запустите Ravine из графического сеанса или задайте DISPLAY.</translation>
    </message>
    <message>
        <source>Qt does not start with QT_QPA_PLATFORM={platform}; unset that variable.</source>
        <translation>Qt не запускается с QT_QPA_PLATFORM={platform}; уберите эту переменную.</translation>
    </message>
    <message>
        <source>needs {wanted}, not {found}</source>
        <translation>ожидается {wanted}, а здесь {found}</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>таблица</translation>
    </message>
    <message>
        <source>a number from {low:.12g} to {high:.12g}</source>
        <translation>число от {low:.12g} до {high:.12g}</translation>
    </message>
    <message>
        <source>a number above {low:.12g} and up to {high:.12g}</source>
        <translation>число больше {low:.12g} и не больше {high:.12g}</translation>
    </message>
    <message>
        <source>a whole number from {low:.12g} to {high:.12g}</source>
        <translation>целое число от {low:.12g} до {high:.12g}</translation>
    </message>
    <message>
        <source>field</source>
        <translation>поля</translation>
    </message>
    <message>
        <source>a table of length {count:,}</source>
        <translation>таблица длины {count:,}</translation>
    </message>
    <message>
        <source>a list of length {count:,}</source>
        <translation>список длины {count:,}</translation>
    </message>
    <message>
        <source>text of {count:,} letters</source>
        <translation>текст длины {count:,}</translation>
    </message>
    <message>
        <source>one of {names}</source>
        <translation>одно из: {names}</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true или false</translation>
    </message>
    <message>
        <source>text of the form {pattern}</source>
        <translation>текст вида {pattern}</translation>
    </message>
    <message>
        <source>text of {low:,} to {high:,} letters</source>
        <translation>текст длины от {low:,} до {high:,}</translation>
    </message>
    <message>
        <source>text</source>
        <translation>текст</translation>
    </message>
    <message>
        <source>a list of length {low:,} to {high:,}</source>
        <translation>список длины от {low:,} до {high:,}</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>список</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>целое число</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>число</translation>
    </message>
    <message>
        <source>a table of length {low:,} to {high:,}</source>
        <translation>таблица длины от {low:,} до {high:,}</translation>
    </message>
    <message>
        <source>clip {name} = {bound:g} is no finite number above 0</source>
        <translation>порог обрезки {name} = {bound:g} — не конечное число больше 0</translation>
    </message>
    <message>
        <source>is missing; every run on a landscape needs one</source>
        <translation>не задано; на ландшафте начало нужно каждому запуску</translation>
    </message>
    <message>
        <source>does not fit this kind of field</source>
        <translation>здесь это не подходит</translation>
    </message>
    <message>
        <source>needs sides of more than {least:g}</source>
        <translation>нужны стороны больше {least:g}</translation>
    </message>
    <message>
        <source>a landscape_formula needs a domain, such as [-5, 5, -5, 5]</source>
        <translation>у landscape_formula должна быть область domain, например [-5, 5, -5, 5]</translation>
    </message>
    <message>
        <source>a curve_formula or an integral needs a span, such as [-5, 5]</source>
        <translation>у curve_formula и у integral должен быть отрезок span, например [-5, 5]</translation>
    </message>
    <message>
        <source>has no column of two or more numbers: {reason}</source>
        <translation>нет столбца хотя бы из двух чисел: {reason}</translation>
    </message>
    <message>
        <source>column &apos;{name}&apos; has no number in line {line}</source>
        <translation>в столбце «{name}» нет числа в строке {line}</translation>
    </message>
    <message>
        <source>running</source>
        <translation>в пути</translation>
    </message>
    <message>
        <source>converged</source>
        <translation>сошёлся</translation>
    </message>
    <message>
        <source>step limit</source>
        <translation>предел шагов</translation>
    </message>
    <message>
        <source>left the domain</source>
        <translation>вышел из области</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>разошёлся</translation>
    </message>
    <message>
        <source>not finite</source>
        <translation>не число</translation>
    </message>
    <message>
        <source>{number:,} running</source>
        <translation>в пути: {number:,}</translation>
    </message>
    <message>
        <source>{number:,} converged</source>
        <translation>сошлось: {number:,}</translation>
    </message>
    <message>
        <source>{number:,} step limit</source>
        <translation>предел шагов: {number:,}</translation>
    </message>
    <message>
        <source>{number:,} left the domain</source>
        <translation>вышло из области: {number:,}</translation>
    </message>
    <message>
        <source>{number:,} diverged</source>
        <translation>разошлось: {number:,}</translation>
    </message>
    <message>
        <source>{number:,} not finite</source>
        <translation>не число: {number:,}</translation>
    </message>
    <message>
        <source>lowest loss and path are those of the frames that were kept, not of every step</source>
        <translation>наименьшие потери и путь взяты по сохранённым кадрам, а не по всем шагам</translation>
    </message>
    <message>
        <source>last loss</source>
        <translation>последние потери</translation>
    </message>
    <message>
        <source>lowest loss</source>
        <translation>наименьшие потери</translation>
    </message>
    <message>
        <source>path</source>
        <translation>путь</translation>
    </message>
    <message>
        <source>the largest |Δθ| is that of the frames that were kept, not of every step</source>
        <translation>наибольшее |Δθ| взято по сохранённым кадрам, а не по всем шагам</translation>
    </message>
    <message>
        <source>end</source>
        <translation>чем кончилось</translation>
    </message>
    <message>
        <source>last Δθ</source>
        <translation>последнее Δθ</translation>
    </message>
    <message>
        <source>largest |Δθ|</source>
        <translation>наибольшее |Δθ|</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановилось</translation>
    </message>
    <message>
        <source>median loss</source>
        <translation>медиана потерь</translation>
    </message>
    <message>
        <source>median path</source>
        <translation>медиана пути</translation>
    </message>
    <message>
        <source>{names}; all if left out</source>
        <translation>{names}; если не задано — всё</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>измерение</translation>
    </message>
    <message>
        <source>{path}: {epochs} epochs, one in {every}</source>
        <translation>{path}: эпох {epochs}, одна из {every}</translation>
    </message>
    <message>
        <source>{path}: {epochs} epochs</source>
        <translation>{path}: эпох {epochs}</translation>
    </message>
    <message>
        <source>median accuracy</source>
        <translation>медиана точности</translation>
    </message>
    <message>
        <source>networks are trained on the processor, not with --backend cuda</source>
        <translation>сети обучаются на процессоре, без --backend cuda</translation>
    </message>
    <message>
        <source>training</source>
        <translation>обучение</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} ч {minutes} мин</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} мин {seconds} с</translation>
    </message>
    <message>
        <source>{rate:.2g} steps/s, {time} left</source>
        <translation>шагов/с: {rate:.2g}, осталось {time}</translation>
    </message>
    <message>
        <source>{path}: {frames} frames, one in {every}</source>
        <translation>{path}: кадров {frames}, один из {every}</translation>
    </message>
    <message>
        <source>{path}: {frames} frames</source>
        <translation>{path}: кадров {frames}</translation>
    </message>
    <message>
        <source>simulating</source>
        <translation>моделирование</translation>
    </message>
    <message>
        <source>the number of starts</source>
        <translation>число стартов</translation>
    </message>
    <message>
        <source>{name} is to be tuned over more than one range</source>
        <translation>{name} подбирается больше чем по одному диапазону</translation>
    </message>
    <message>
        <source>&apos;{all}&apos; names every optimizer, and so stands alone</source>
        <translation>«{all}» называет все оптимизаторы и потому стоит в одиночку</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is not a range such as eta=1e-4:1:log, gamma=0:0.9 or beta2=0:0.9999:complement</source>
        <translation>«{text}» — не диапазон вида eta=1e-4:1:log, gamma=0:0.9 или beta2=0:0.9999:complement</translation>
    </message>
    <message>
        <source>the name of a file that lies beside the scenario</source>
        <translation>имя файла, лежащего рядом со сценарием</translation>
    </message>
    <message>
        <source>has {value} in row {row} and column {column}, the first of {count:,} that are not finite</source>
        <translation>в строке {row} и столбце {column} стоит {value}, а высоты — конечные числа; таких мест: {count:,}</translation>
    </message>
    <message>
        <source>a logarithmic axis begins at {least:g} or above</source>
        <translation>логарифмическая ось начинается не ниже {least:g}</translation>
    </message>
    <message>
        <source>low and high are so near that no number tells what lies between</source>
        <translation>low и high так близки, что между ними не хватает чисел</translation>
    </message>
    <message>
        <source>number of classes: {count:,}; a network tells apart 2 at least and {most} at most</source>
        <translation>классов: {count:,}; сеть различает не меньше 2 и не больше {most}</translation>
    </message>
    <message>
        <source>point {number:,} has class {label:g}, which is no whole number from 0 to 1000</source>
        <translation>у точки {number:,} класс {label:g}, а нужно целое число от 0 до 1000</translation>
    </message>
    <message>
        <source>a capital letter and a number, such as L3</source>
        <translation>заглавная буква и число, например L3</translation>
    </message>
    <message>
        <source>needs a step after {step}, where time stands</source>
        <translation>нужен шаг после {step}: там уже стоит время</translation>
    </message>
    <message>
        <source>needs a run, or exactly one of {names}</source>
        <translation>нужен номер запуска (run) или ровно одно из: {names}</translation>
    </message>
    <message>
        <source>chart</source>
        <translation>графика</translation>
    </message>
    <message>
        <source>lane</source>
        <translation>дорожки</translation>
    </message>
    <message>
        <source>goes with a landscape or a curve</source>
        <translation>уместно только на ландшафте или кривой</translation>
    </message>
    <message>
        <source>choice</source>
        <translation>ответ</translation>
    </message>
    <message>
        <source>σ</source>
        <translation>σ</translation>
    </message>
    <message>
        <source>step</source>
        <translation>шаг</translation>
    </message>
    <message>
        <source>a network begins with weights of its own; field.network.seeds says how many there are</source>
        <translation>сеть начинает с собственных весов; сколько сетей, говорит field.network.seeds</translation>
    </message>
    <message>
        <source>a network&apos;s noise comes from its batches: give field.network.batch instead</source>
        <translation>шум у сети — от пакетов: задайте вместо него field.network.batch</translation>
    </message>
    <message>
        <source>the points of a network stay as they are</source>
        <translation>точки, которые учит сеть, не меняются по ходу</translation>
    </message>
    <message>
        <source>gradient, update, theta, or a state of a rule, such as state:v or root:v</source>
        <translation>gradient, update, theta или состояние правила, например state:v или root:v</translation>
    </message>
    <message>
        <source>the engine ended unexpectedly and was started again</source>
        <translation>движок неожиданно завершился и был запущен снова</translation>
    </message>
    <message>
        <source>the engine ended once more and leaves this scenario alone; what you changed can be saved, and another scenario opened</source>
        <translation>движок завершился ещё раз и оставляет этот сценарий в покое; изменения можно сохранить, а другой сценарий — открыть</translation>
    </message>
    <message>
        <source>{screenshot}: the name of a picture ends in {endings}</source>
        <translation>{screenshot}: имя картинки кончается на {endings}</translation>
    </message>
    <message>
        <source>{screenshot} could not be written</source>
        <translation>{screenshot} не удалось записать</translation>
    </message>
    <message>
        <source>settings tried of each</source>
        <translation>настроек каждого</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; names no optimizer; an example is --optimizers adam,momentum</source>
        <translation>«{text}» не называет ни одного оптимизатора; пример: --optimizers adam,momentum</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>сравнение</translation>
    </message>
    <message>
        <source>--out needs the name of a folder, and has none</source>
        <translation>--out нужно имя папки, а его нет</translation>
    </message>
    <message>
        <source>cannot make the folder {folder}: {reason}</source>
        <translation>не удаётся создать папку {folder}: {reason}</translation>
    </message>
    <message>
        <source>{path}: the name of a saved comparison ends in {endings}</source>
        <translation>{path}: имя сохранённого сравнения должно оканчиваться на {endings}</translation>
    </message>
    <message>
        <source>is a table, which a signal takes as its numbers and a network as points to learn</source>
        <translation>это таблица: её берёт сигнал как свои числа, а сеть — как точки, которым учится</translation>
    </message>
    <message>
        <source>this particle is gone, and takes no step that could be explained</source>
        <translation>этой частицы больше нет, и шага, который можно было бы разобрать, она не делает</translation>
    </message>
    <message>
        <source>stopped on request; the same command goes on with the {left} parts that are left</source>
        <translation>остановлено по запросу; та же команда продолжит, осталось частей: {left}</translation>
    </message>
    <message>
        <source>{steps:.3g} particle-steps in {seconds:.1f} s, {rate:.3g} a second</source>
        <translation>шагов частиц: {steps:.3g} за {seconds:.1f} с, {rate:.3g} в секунду</translation>
    </message>
    <message>
        <source>the share of seeds that converged is known of several --seeds only</source>
        <translation>доля сошедшихся зёрен известна только при нескольких --seeds</translation>
    </message>
    <message>
        <source>--statistic is of the loss or the steps of several --seeds: add --color loss or steps</source>
        <translation>--statistic относится к потерям или шагам нескольких --seeds: добавьте --color loss или steps</translation>
    </message>
    <message>
        <source>{folder}: the arrays are {size} before they are compressed, and {free} are free there</source>
        <translation>{folder}: массивы до сжатия занимают {size}, а свободно там {free}</translation>
    </message>
    <message>
        <source>--workers starts a cluster and --scheduler uses one; give one of them</source>
        <translation>--workers запускает кластер, а --scheduler берёт готовый; дайте что-то одно</translation>
    </message>
    <message>
        <source>the axis {name} is finer than {dtype} numbers are: neighbouring pixels are the same</source>
        <translation>ось {name} мельче чисел {dtype}: соседние пиксели одинаковы</translation>
    </message>
    <message>
        <source>column &apos;{name}&apos; has &apos;{cell}&apos; in line {line}, which is no number within ±1e12</source>
        <translation>в столбце «{name}» в строке {line} стоит «{cell}», а это не число в пределах ±1e12</translation>
    </message>
    <message>
        <source>(first at step {step})</source>
        <translation>(первая остановка на шаге {step})</translation>
    </message>
    <message>
        <source>{path}: the scenario would have {count:,} bytes, and may have {most:,}; give its signal fewer samples, or its landscape fewer heights</source>
        <translation>{path}: в сценарии было бы {count:,} байт, а может быть {most:,}; задайте меньше отсчётов сигнала или высот ландшафта</translation>
    </message>
    <message>
        <source>without noise all seeds give the same map; leave --seeds out</source>
        <translation>без шума все зёрна дают одну и ту же карту; уберите --seeds</translation>
    </message>
    <message>
        <source>mapping</source>
        <translation>расчёт карты</translation>
    </message>
    <message>
        <source>a cluster&apos;s workers compute on processors; leave --backend cuda out, or the cluster</source>
        <translation>процессы кластера считают на процессорах; уберите --backend cuda или кластер</translation>
    </message>
    <message>
        <source>{path}: the name of a saved map ends in {endings}</source>
        <translation>{path}: имя сохранённой карты кончается на {endings}</translation>
    </message>
    <message>
        <source>zoom in first: the film goes from the whole map to what is shown</source>
        <translation>сначала приблизьте: фильм идёт от всей карты к тому, что показано</translation>
    </message>
    <message>
        <source>a map tells what becomes of starts in a plane: it goes with a landscape of two coordinates</source>
        <translation>карта рассказывает о начальных точках на плоскости: она бывает только у ландшафта с двумя координатами</translation>
    </message>
    <message>
        <source>{symbol} is a number between {low} and {high}</source>
        <translation>{symbol} — число от {low} до {high}</translation>
    </message>
    <message>
        <source>the number of runs</source>
        <translation>число запусков</translation>
    </message>
    <message>
        <source>{file} {message}</source>
        <translation>{file}: {message}</translation>
    </message>
    <message>
        <source>the units of layer {number}</source>
        <translation>нейронов в слое {number}</translation>
    </message>
    <message>
        <source>points to a step</source>
        <translation>точек на шаг</translation>
    </message>
    <message>
        <source>the number of networks</source>
        <translation>число сетей</translation>
    </message>
    <message>
        <source>there is no display to open a window on</source>
        <translation>нет дисплея, на котором открыть окно</translation>
    </message>
    <message>
        <source>the display {display} does not answer</source>
        <translation>дисплей {display} не отвечает</translation>
    </message>
    <message>
        <source>{what}; set DISPLAY or WAYLAND_DISPLAY, or save a picture with --screenshot FILE or &apos;record&apos;</source>
        <translation>{what}; задайте DISPLAY или WAYLAND_DISPLAY или сохраните картинку командой --screenshot FILE или record</translation>
    </message>
    <message>
        <source>Qt does not start with QT_QPA_PLATFORM={platform}; unset that variable</source>
        <translation>Qt не запускается с QT_QPA_PLATFORM={platform}; уберите эту переменную</translation>
    </message>
    <message>
        <source>Qt needs more to open a window here; run: apt-get install {packages}</source>
        <translation>чтобы открыть окно, Qt нужны библиотеки; выполните: apt-get install {packages}</translation>
    </message>
    <message>
        <source>Qt cannot be loaded ({error}); on Debian or Ubuntu run: apt-get install libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libfreetype6 libdbus-1-3</source>
        <translation>Qt не загружается ({error}); в Debian или Ubuntu выполните: apt-get install libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 libfreetype6 libdbus-1-3</translation>
    </message>
    <message>
        <source>Qt cannot be loaded here ({error}); main.py doctor says what to install</source>
        <translation>Qt здесь не загружается ({error}); что установить, скажет main.py doctor</translation>
    </message>
    <message>
        <source>even {width}x{height} at {fps} frames a second takes {taken:,} bytes; allow more, or film fewer seconds</source>
        <translation>даже {width}x{height} при {fps} кадрах в секунду занимает {taken:,} байт; разрешите больше или снимите меньше секунд</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>размер в байтах</translation>
    </message>
    <message>
        <source>the small charts</source>
        <translation>малые графики</translation>
    </message>
    <message>
        <source>the list of runs</source>
        <translation>список запусков</translation>
    </message>
    <message>
        <source>the title</source>
        <translation>заголовок</translation>
    </message>
    <message>
        <source>the sentence under the title</source>
        <translation>фраза под заголовком</translation>
    </message>
    <message>
        <source>the rule with its values</source>
        <translation>правило со значениями</translation>
    </message>
    <message>
        <source>{names}, or WxH; the format&apos;s if left out</source>
        <translation>{names} или WxH; если не задан — как принято в формате</translation>
    </message>
    <message>
        <source>{what}; there by default</source>
        <translation>{what}; по умолчанию есть</translation>
    </message>
    <message>
        <source>its name ends in {endings}</source>
        <translation>имя оканчивается на {endings}</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>запись</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>масштаб шрифта</translation>
    </message>
    <message>
        <source>times</source>
        <translation>увеличение</translation>
    </message>
    <message>
        <source>a watermark is one line of at most {most} letters</source>
        <translation>водяной знак — одна строка не длиннее {most} знаков</translation>
    </message>
    <message>
        <source>a deck&apos;s name ends in .pptx, and &apos;{name}&apos; does not</source>
        <translation>имя презентации кончается на .pptx, а «{name}» — нет</translation>
    </message>
    <message>
        <source>a deck has 1 to {most} scenarios</source>
        <translation>в презентации от 1 до {most} сценариев</translation>
    </message>
    <message>
        <source>slides need python-pptx; run pip install python-pptx</source>
        <translation>слайдам нужен python-pptx; выполните pip install python-pptx</translation>
    </message>
    <message>
        <source>cannot write {out}: the page cannot be begun</source>
        <translation>не удаётся записать {out}: страница не создаётся</translation>
    </message>
    <message>
        <source>Qt cannot write PNG here; run pip install --force-reinstall pyside6-essentials</source>
        <translation>Qt здесь не может записать PNG; выполните pip install --force-reinstall pyside6-essentials</translation>
    </message>
    <message>
        <source>there is no ball at step {step} to explain</source>
        <translation>на шаге {step} нет шарика, который можно объяснить</translation>
    </message>
    <message>
        <source>PyAV has no encoder {codec} here; run pip install --upgrade av</source>
        <translation>в PyAV здесь нет кодировщика {codec}; выполните pip install --upgrade av</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; has none of them</source>
        <translation>у «{name}» такого окончания нет</translation>
    </message>
    <message>
        <source>&apos;{suffix}&apos; is not one of them</source>
        <translation>«{suffix}» — не одно из них</translation>
    </message>
    <message>
        <source>a recording&apos;s name ends in {endings}; {what}</source>
        <translation>имя записи кончается на {endings}; {what}</translation>
    </message>
    <message>
        <source>fps</source>
        <translation>кадров в секунду</translation>
    </message>
    <message>
        <source>width and height of an {name} are multiples of {multiple}: {possible} would do, {asked} does not</source>
        <translation>ширина и высота {name} кратны {multiple}: {possible} подойдёт, {asked} — нет</translation>
    </message>
    <message>
        <source>the recording {out} was cut short; the part that was done plays, and is in {kept}</source>
        <translation>запись {out} прервана; готовая часть проигрывается, она в {kept}</translation>
    </message>
    <message>
        <source>cannot write {out}: there is something else of that name</source>
        <translation>не удаётся записать {out}: это имя занято</translation>
    </message>
    <message>
        <source>cannot write {out}: {reason}</source>
        <translation>не удаётся записать {out}: {reason}</translation>
    </message>
    <message>
        <source>cannot keep the film&apos;s pictures aside: {reason}</source>
        <translation>картинки фильма некуда отложить: {reason}</translation>
    </message>
    <message>
        <source>times is for stills; give a film its size</source>
        <translation>увеличение — для неподвижных картинок; фильму задайте размер</translation>
    </message>
    <message>
        <source>only a GIF or a WebP can be kept under a size</source>
        <translation>уложить в заданный размер можно только GIF или WebP</translation>
    </message>
    <message>
        <source>cannot write {out}: the encoder failed ({error})</source>
        <translation>не удаётся записать {out}: ошибка кодировщика ({error})</translation>
    </message>
    <message>
        <source>the recording was stopped</source>
        <translation>запись остановлена</translation>
    </message>
    <message>
        <source>explain</source>
        <translation>объясняемый шаг</translation>
    </message>
    <message>
        <source>seconds of a recording of the whole run</source>
        <translation>длительность записи всего запуска в секундах</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>длительность в секундах</translation>
    </message>
    <message>
        <source>Parquet needs pyarrow; run pip install pyarrow</source>
        <translation>для Parquet нужен pyarrow; выполните pip install pyarrow</translation>
    </message>
    <message>
        <source>{out} ends neither in .npz nor in .csv or .parquet</source>
        <translation>{out} не оканчивается ни на .npz, ни на .csv, ни на .parquet</translation>
    </message>
    <message>
        <source>a zoom is a film: give it a name that ends in one of {endings}</source>
        <translation>приближение — это фильм: дайте ему имя с одним из окончаний {endings}</translation>
    </message>
    <message>
        <source>a step is taken apart on a landscape, not under a signal, on a curve or of a network</source>
        <translation>шаг разбирается на ландшафте, а не на сигнале, кривой или сети</translation>
    </message>
    <message>
        <source>language</source>
        <translation>языка</translation>
    </message>
    <message>
        <source>a colour is written &apos;#RRGGBB&apos;, not {colour!r}</source>
        <translation>цвет записывается как #RRGGBB, а не {colour!r}</translation>
    </message>
    <message>
        <source>a ramp of colours must grow lighter from each stop to the next</source>
        <translation>шкала цветов должна светлеть от каждой опоры к следующей</translation>
    </message>
    <message>
        <source>&apos;{latex}&apos; cannot be typeset as LaTeX</source>
        <translation>«{latex}» не удаётся набрать как LaTeX</translation>
    </message>
    <message>
        <source>a picture of {width} × {height} pixels cannot be drawn; 1 … 16384 each way can</source>
        <translation>картинку {width} × {height} пикселей нарисовать нельзя; каждая сторона от 1 до 16384</translation>
    </message>
    <message>
        <source>positions of {given} runs were given, but {drawn} are drawn</source>
        <translation>даны положения запусков числом {given}, а рисуется {drawn}</translation>
    </message>
    <message>
        <source>a view needs finite numbers with x0 &lt; x1 and y0 &lt; y1</source>
        <translation>границы вида — конечные числа, x0 &lt; x1 и y0 &lt; y1</translation>
    </message>
    <message>
        <source>theme</source>
        <translation>темы</translation>
    </message>
    <message>
        <source>icon</source>
        <translation>значка</translation>
    </message>
    <message>
        <source>show this help message and exit</source>
        <translation>показать эту справку и выйти</translation>
    </message>
    <message>
        <source>usage: main.py [SCENARIO] [--theme dark|light] [--language en|ru] [--screenshot FILE [--after SECONDS]]
       main.py list [optimizers|landscapes|curves|signals|scenarios] [--json] [--language en|ru]
       main.py run SCENARIO --out FILE.npz|.csv|.parquet [--backend cpu|cuda|auto]
       main.py map SCENARIO --x AXIS=lo:hi[:log] --y AXIS=lo:hi[:log] --size WxH --steps N --out DIR
       main.py compare SCENARIO --budget N [--optimizers A,B,…|all] [--out DIR]
       main.py record SCENARIO --out FILE.mp4|.webm|.gif|.webp|.png|.svg|.pdf|…
       main.py deck SCENARIO … --out FILE.pptx
       main.py heights FILE.png|FILE.npy --out SCENARIO.toml [--domain X0 X1 Y0 Y1]
       main.py bench [--json] [--quick] [--backend cpu|cuda] [--language en|ru]
       main.py doctor [--json] [--language en|ru]

Without a command the window opens, with what was open last. SCENARIO is an id from &apos;main.py list
scenarios&apos;, a figure of the article such as L3, a TOML file, or a recording, which
carries its scenario. &apos;main.py COMMAND --help&apos; tells a command&apos;s
options.</source>
        <translation>вызов: main.py [SCENARIO] [--theme dark|light] [--language en|ru] [--screenshot FILE [--after SECONDS]]
       main.py list [optimizers|landscapes|curves|signals|scenarios] [--json] [--language en|ru]
       main.py run SCENARIO --out FILE.npz|.csv|.parquet [--backend cpu|cuda|auto]
       main.py map SCENARIO --x AXIS=lo:hi[:log] --y AXIS=lo:hi[:log] --size WxH --steps N --out DIR
       main.py compare SCENARIO --budget N [--optimizers A,B,…|all] [--out DIR]
       main.py record SCENARIO --out FILE.mp4|.webm|.gif|.webp|.png|.svg|.pdf|…
       main.py deck SCENARIO … --out FILE.pptx
       main.py heights FILE.png|FILE.npy --out SCENARIO.toml [--domain X0 X1 Y0 Y1]
       main.py bench [--json] [--quick] [--backend cpu|cuda] [--language en|ru]
       main.py doctor [--json] [--language en|ru]

Без команды открывается окно с тем, что было открыто в последний раз. SCENARIO — имя из
«main.py list scenarios», рисунок статьи, например L3, файл TOML или запись, которая несёт
свой сценарий. О параметрах команды расскажет «main.py КОМАНДА --help --language ru».</translation>
    </message>
    <message>
        <source>usage:</source>
        <translation>вызов:</translation>
    </message>
    <message>
        <source>positional arguments</source>
        <translation>аргументы</translation>
    </message>
    <message>
        <source>options</source>
        <translation>параметры</translation>
    </message>
    <message>
        <source>{message}; see {prog} --help</source>
        <translation>{message}; справка: {prog} --help</translation>
    </message>
    <message>
        <source>--after {after:g} is outside 0 … 3600 seconds</source>
        <translation>--after {after:g}: допустимо от 0 до 3600 секунд</translation>
    </message>
    <message>
        <source>--after tells when to take a --screenshot, and none was asked for</source>
        <translation>--after задаёт время снимка --screenshot, а снимок не запрошен</translation>
    </message>
    <message>
        <source>stopped on request; nothing was written</source>
        <translation>остановлено по запросу; ничего не записано</translation>
    </message>
    <message>
        <source>there is not enough memory for this</source>
        <translation>на это не хватает памяти</translation>
    </message>
    <message>
        <source>scenario or command</source>
        <translation>сценария или команды</translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>One parameter, many values: {0}</source>
        <translation>Один параметр, много значений: {0}</translation>
    </message>
    <message>
        <source>The values, apart by spaces; each becomes a run</source>
        <translation>Значения через пробел; каждое станет запуском</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>A fan needs from 2 to {0} different values.</source>
        <translation>Вееру нужно от 2 до {0} разных значений.</translation>
    </message>
    <message numerus="yes">
        <source>Make %n runs</source>
        <translation>
            <numerusform>Сделать %n запуск</numerusform>
            <numerusform>Сделать %n запуска</numerusform>
            <numerusform>Сделать %n запусков</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n steps</source>
        <translation>
            <numerusform>%n шаг</numerusform>
            <numerusform>%n шага</numerusform>
            <numerusform>%n шагов</numerusform>
        </translation>
    </message>
    <message>
        <source>Make a fan</source>
        <translation>Сделать веер</translation>
    </message>
    <message>
        <source>default {0}, double-click to go back to it</source>
        <translation>по умолчанию {0}; двойной щелчок вернёт это значение</translation>
    </message>
    <message>
        <source>One parameter, many values</source>
        <translation>Один параметр, много значений</translation>
    </message>
    <message>
        <source>Back to the default, {0}</source>
        <translation>Вернуть значение по умолчанию, {0}</translation>
    </message>
    <message>
        <source>Take back the changes on the way</source>
        <translation>Убрать изменения, сделанные на ходу</translation>
    </message>
    <message>
        <source>a click on the colour hides or shows the run</source>
        <translation>щелчок по цвету скрывает или показывает запуск</translation>
    </message>
    <message>
        <source>a ghost: kept for comparison</source>
        <translation>призрак: оставлен для сравнения</translation>
    </message>
    <message>
        <source>What can be done with the run</source>
        <translation>Что можно сделать с запуском</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Сигнал</translation>
    </message>
    <message>
        <source>Speed {0}</source>
        <translation>Скорость {0}</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>Добавить: {0}</translation>
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
        <source>Time</source>
        <translation>Время</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Правка</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Запуски</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Сцена</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Графики</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Окно</translation>
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
        <source>Schedules</source>
        <translation>Расписания</translation>
    </message>
    <message>
        <source>From the article</source>
        <translation>Из статьи</translation>
    </message>
    <message>
        <source>Beyond the article</source>
        <translation>Вне статьи</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Свои</translation>
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
        <translation>Выбрать сценарий; листать — Page Up и Page Down</translation>
    </message>
    <message>
        <source>One step on</source>
        <translation>Шаг вперёд</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Шаг назад</translation>
    </message>
    <message>
        <source>Back to the start</source>
        <translation>В начало</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>Медленнее</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>Быстрее</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>Ближе</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>Дальше</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Показать всё</translation>
    </message>
    <message>
        <source>Select run {0}</source>
        <translation>Выбрать запуск {0}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Открыть файл…</translation>
    </message>
    <message>
        <source>Next scenario</source>
        <translation>Следующий сценарий</translation>
    </message>
    <message>
        <source>Previous scenario</source>
        <translation>Предыдущий сценарий</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Панели</translation>
    </message>
    <message>
        <source>Whole screen</source>
        <translation>На весь экран</translation>
    </message>
    <message>
        <source>Find anything…</source>
        <translation>Найти что угодно…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>loss above the lowest known: final median of tuning</source>
        <translation>потери над наименьшими известными: медиана при подборе</translation>
    </message>
    <message>
        <source>The rule looks at another place, but in this step that is where the ball is.</source>
        <translation>Правило смотрит в другую точку, но на этом шаге она совпадает с местом шарика.</translation>
    </message>
    <message>
        <source>The rule looks not where the ball is, but at a place of its own choice.</source>
        <translation>Правило смотрит не туда, где лежит шарик, а в точку, которую выбрало само.</translation>
    </message>
    <message>
        <source>The gradient where the ball is points uphill.</source>
        <translation>Градиент там, где лежит шарик, указывает вверх по склону.</translation>
    </message>
    <message>
        <source>The gradient where the ball is, clipped: all that the rule gets to know.</source>
        <translation>Градиент там, где лежит шарик, после обрезки: больше правило ничего не узнаёт.</translation>
    </message>
    <message>
        <source>The gradient where the ball is, with this step&apos;s noise in it and then clipped: all that the rule gets to know.</source>
        <translation>Градиент там, где лежит шарик, вместе с шумом этого шага и после обрезки: больше правило ничего не узнаёт.</translation>
    </message>
    <message>
        <source>The gradient is taken there, not where the ball is.</source>
        <translation>Градиент берётся там, а не в том месте, где лежит шарик.</translation>
    </message>
    <message>
        <source>{name} remembers gradients. It is empty, and nothing goes into it in this step.</source>
        <translation>В {name} копятся градиенты. Пока там пусто, и на этом шаге туда ничего не попадает.</translation>
    </message>
    <message>
        <source>{name} remembers: what it becomes depends on what it was and on the gradient.</source>
        <translation>{name} помнит: новое значение зависит и от прежнего, и от градиента.</translation>
    </message>
    <message>
        <source>{name} holds how large the gradients of each coordinate have been. The step will be divided by its root: a coordinate with large gradients is slowed down.</source>
        <translation>В {name} видно, насколько велики были градиенты по каждой координате. Шаг будет поделён на корень: координата с большими градиентами замедлится.</translation>
    </message>
    <message>
        <source>{name} holds how large the gradients have been, those of all coordinates together. The larger it is, the shorter is the step, in every coordinate alike.</source>
        <translation>В {name} видно, насколько велики были градиенты по всем координатам вместе. Чем оно больше, тем короче шаг, одинаково по всем координатам.</translation>
    </message>
    <message>
        <source>The step will be divided by what follows from {name}: the larger it is, the shorter the step.</source>
        <translation>Шаг будет поделён на то, что следует из {name}: чем оно больше, тем короче шаг.</translation>
    </message>
    <message>
        <source>And the ball stays where it is: this step is 0.</source>
        <translation>И шарик остаётся на месте: этот шаг равен 0.</translation>
    </message>
    <message>
        <source>{name} remembers: of its old self it keeps the share {kept}, and the gradient is subtracted.</source>
        <translation>{name} помнит: от прежнего значения остаётся доля {kept}, и из неё вычитается градиент.</translation>
    </message>
    <message>
        <source>{name} remembers: it keeps a part of its old self, and the gradient is subtracted.</source>
        <translation>{name} помнит: часть прежнего значения остаётся, и из неё вычитается градиент.</translation>
    </message>
    <message>
        <source>{name} remembers: it keeps all of its old self, and the gradient is added.</source>
        <translation>{name} помнит: прежнее значение остаётся целиком, и к нему прибавляется градиент.</translation>
    </message>
    <message>
        <source>{name} remembers: it keeps all of its old self, and the gradient is subtracted.</source>
        <translation>{name} помнит: прежнее значение остаётся целиком, и из него вычитается градиент.</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Урок</translation>
    </message>
    <message>
        <source>On in the lesson</source>
        <translation>Дальше по уроку</translation>
    </message>
    <message>
        <source>Back in the lesson</source>
        <translation>Назад по уроку</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Завершить</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Дальше</translation>
    </message>
    <message>
        <source>Leave the lesson</source>
        <translation>Выйти из урока</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Lesson: {0} of {1}</source>
        <translation>Урок: {0} из {1}</translation>
    </message>
    <message>
        <source>Map, of the seeds</source>
        <translation>Карта, по зёрнам</translation>
    </message>
    <message>
        <source>Film (*.mp4 *.webm *.mkv *.gif)</source>
        <translation>Фильм (*.mp4 *.webm *.mkv *.gif)</translation>
    </message>
    <message>
        <source>Of the seeds</source>
        <translation>По зёрнам</translation>
    </message>
    <message>
        <source>Is saved once it is finished: {0}</source>
        <translation>Сохранится, когда будет готова: {0}</translation>
    </message>
    <message>
        <source>median</source>
        <translation>медиана</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>среднее</translation>
    </message>
    <message>
        <source>10 % quantile</source>
        <translation>квантиль 10 %</translation>
    </message>
    <message>
        <source>25 % quantile</source>
        <translation>квантиль 25 %</translation>
    </message>
    <message>
        <source>75 % quantile</source>
        <translation>квантиль 75 %</translation>
    </message>
    <message>
        <source>90 % quantile</source>
        <translation>квантиль 90 %</translation>
    </message>
    <message>
        <source>basin entropy {0}</source>
        <translation>энтропия бассейнов {0}</translation>
    </message>
    <message>
        <source>{0} was changed elsewhere meanwhile</source>
        <translation>Файл {0} тем временем изменён в другом месте</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Чтение…</translation>
    </message>
    <message>
        <source>Left out: {0}</source>
        <translation>Пропущено: {0}</translation>
    </message>
    <message>
        <source>Schedules are left out: η is the one that is set.</source>
        <translation>Расписания не учтены: η взята такой, какой задана.</translation>
    </message>
    <message>
        <source>This map tells no uncertainty exponent: at four or more of the distances from 1 to 32 pixels the places with another end must be at least 50, and at most 35 % of the map. Where boundaries fill it, zoom in.</source>
        <translation>По этой карте показатель неопределённости не определить: хотя бы на четырёх расстояниях от 1 до 32 пикселей мест с другим концом должно быть не меньше 50 и не больше 35 % карты. Где её заполняют границы, приблизьте.</translation>
    </message>
    <message>
        <source>An axis moves the minima: they are named by where they lie at the middle of the axes</source>
        <translation>Ось сдвигает минимумы: они названы по тому, где лежат посередине осей</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Отношение</translation>
    </message>
    <message>
        <source>first divided by second</source>
        <translation>первая, делённая на вторую</translation>
    </message>
    <message>
        <source>At least one of the two diverged</source>
        <translation>Хотя бы одна из двух расходится</translation>
    </message>
    <message>
        <source>outside the domain</source>
        <translation>вне области</translation>
    </message>
    <message>
        <source>All steps done, and beyond the landscape&apos;s edge in the end</source>
        <translation>Все шаги сделаны, и в конце — за краем ландшафта</translation>
    </message>
    <message>
        <source>places at the middle of the axes</source>
        <translation>места посередине осей</translation>
    </message>
    <message>
        <source>{0} (log)</source>
        <translation>{0} (лог)</translation>
    </message>
    <message>
        <source>no uncertainty exponent</source>
        <translation>показателя неопределённости нет</translation>
    </message>
    <message>
        <source>not to be compared</source>
        <translation>не сравнить</translation>
    </message>
    <message>
        <source>This is all that both axes may span.</source>
        <translation>Это всё, что могут охватить обе оси.</translation>
    </message>
    <message>
        <source>loss, mean</source>
        <translation>потери, среднее</translation>
    </message>
    <message>
        <source>loss, 10–90 %</source>
        <translation>потери, 10–90 %</translation>
    </message>
    <message>
        <source>steps, mean</source>
        <translation>шаги, среднее</translation>
    </message>
    <message>
        <source>steps, 10–90 %</source>
        <translation>шаги, 10–90 %</translation>
    </message>
    <message>
        <source>Compare optimizers fairly…</source>
        <translation>Честно сравнить оптимизаторы…</translation>
    </message>
    <message>
        <source>Landscape from a picture or an array of heights…</source>
        <translation>Ландшафт из картинки или массива высот…</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Сеть</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Карта</translation>
    </message>
    <message>
        <source>What becomes of every start and of every parameter, one pixel one simulation</source>
        <translation>Что станет с каждой начальной точкой и каждым параметром: один пиксель — одна симуляция</translation>
    </message>
    <message>
        <source>What of the loss or the steps of a pixel&apos;s seeds is coloured</source>
        <translation>Что из потерь или шагов по зёрнам пикселя показано цветом</translation>
    </message>
    <message>
        <source>What changes along this side of the map</source>
        <translation>Что меняется вдоль этой стороны карты</translation>
    </message>
    <message>
        <source>From</source>
        <translation>От</translation>
    </message>
    <message>
        <source>To</source>
        <translation>До</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Показана</translation>
    </message>
    <message>
        <source>Of the run</source>
        <translation>Чей запуск</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Ширина</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Высота</translation>
    </message>
    <message>
        <source>How many steps a pixel&apos;s run has</source>
        <translation>Сколько шагов в запуске одного пикселя</translation>
    </message>
    <message>
        <source>Beside it</source>
        <translation>Рядом</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>то же самое</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>лин</translation>
    </message>
    <message>
        <source>log</source>
        <translation>лог</translation>
    </message>
    <message>
        <source>Layers and batches</source>
        <translation>Слои и пакеты</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Слои</translation>
    </message>
    <message>
        <source>Units of the hidden layers; 0 is no layer</source>
        <translation>Нейроны скрытых слоёв; 0 — слоя нет</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>Активация</translation>
    </message>
    <message>
        <source>What each hidden unit makes of its sum</source>
        <translation>Что каждый скрытый нейрон делает из своей суммы</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Пакет</translation>
    </message>
    <message>
        <source>Points to a step; 0 takes all of them</source>
        <translation>Точек на один шаг; 0 — все сразу</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Сети</translation>
    </message>
    <message>
        <source>How many learn side by side, each with first weights of its own</source>
        <translation>Сколько сетей учится рядом, каждая со своими начальными весами</translation>
    </message>
    <message numerus="yes">
        <source>%n epochs</source>
        <translation>
            <numerusform>%n эпоха</numerusform>
            <numerusform>%n эпохи</numerusform>
            <numerusform>%n эпох</numerusform>
        </translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Эпохи</translation>
    </message>
    <message>
        <source>How many epochs a run has</source>
        <translation>Сколько эпох в запуске</translation>
    </message>
    <message>
        <source>Turned on the way, at these epochs</source>
        <translation>Изменён на ходу, в этих эпохах</translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation>эпоха {0}</translation>
    </message>
    <message>
        <source>epochs {0}</source>
        <translation>эпохи {0}</translation>
    </message>
    <message>
        <source>To the first step</source>
        <translation>К первому шагу</translation>
    </message>
    <message>
        <source>To the last step</source>
        <translation>К последнему шагу</translation>
    </message>
    <message>
        <source>Play over and over</source>
        <translation>Играть по кругу</translation>
    </message>
    <message>
        <source>Forget everything that was turned on the way</source>
        <translation>Забыть всё, что меняли на ходу</translation>
    </message>
    <message>
        <source>Step on, by arrow key</source>
        <translation>Шаг вперёд стрелкой</translation>
    </message>
    <message>
        <source>Step back, by arrow key</source>
        <translation>Шаг назад стрелкой</translation>
    </message>
    <message>
        <source>Ten steps on</source>
        <translation>Десять шагов вперёд</translation>
    </message>
    <message>
        <source>Ten steps back</source>
        <translation>Десять шагов назад</translation>
    </message>
    <message>
        <source>{0} epochs/s</source>
        <translation>{0} эпох/с</translation>
    </message>
    <message>
        <source>1 epoch / {0} s</source>
        <translation>1 эпоха / {0} с</translation>
    </message>
    <message>
        <source>1 epoch/s</source>
        <translation>1 эпоха/с</translation>
    </message>
    <message>
        <source>1 step/s</source>
        <translation>1 шаг/с</translation>
    </message>
    <message>
        <source>2 epochs/s</source>
        <translation>2 эпохи/с</translation>
    </message>
    <message>
        <source>2 steps/s</source>
        <translation>2 шага/с</translation>
    </message>
    <message>
        <source>1 step / {0} s</source>
        <translation>1 шаг / {0} с</translation>
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
        <source>landscape</source>
        <translation>ландшафт</translation>
    </message>
    <message>
        <source>goes another way</source>
        <translation>дальше другим путём</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Скорость</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Шкала времени</translation>
    </message>
    <message>
        <source>at step {0}</source>
        <translation>на шаге {0}</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Перейти туда</translation>
    </message>
    <message>
        <source>Forget this turn</source>
        <translation>Забыть это изменение</translation>
    </message>
    <message>
        <source>Forget everything that was turned</source>
        <translation>Забыть всё, что меняли</translation>
    </message>
    <message>
        <source>Compute on {0}; otherwise on the processor</source>
        <translation>Считать на {0}; иначе — на процессоре</translation>
    </message>
    <message>
        <source>Speed  ([ slower, ] faster)</source>
        <translation>Скорость  ([ медленнее, ] быстрее)</translation>
    </message>
    <message>
        <source>Open a scenario</source>
        <translation>Открыть сценарий</translation>
    </message>
    <message>
        <source>Save the scenario as</source>
        <translation>Сохранить сценарий как</translation>
    </message>
    <message>
        <source>“{0}” has unsaved changes</source>
        <translation>В «{0}» есть несохранённые изменения</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Не сохранять</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Восстановить</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>“{0}” was left with unsaved changes</source>
        <translation>В «{0}» остались несохранённые изменения</translation>
    </message>
    <message>
        <source>Changes to “{0}” are kept</source>
        <translation>Изменения в «{0}» не потеряны</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>New scenario</source>
        <translation>Новый сценарий</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Сохранить как…</translation>
    </message>
    <message>
        <source>Bring back unsaved changes</source>
        <translation>Вернуть несохранённые изменения</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Светлая тема</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Тёмная тема</translation>
    </message>
    <message>
        <source>Colours as the system has them</source>
        <translation>Тема как в системе</translation>
    </message>
    <message>
        <source>Language as the system has it</source>
        <translation>Язык как в системе</translation>
    </message>
    <message>
        <source>Look further left</source>
        <translation>Сдвинуть вид влево</translation>
    </message>
    <message>
        <source>Look further right</source>
        <translation>Сдвинуть вид вправо</translation>
    </message>
    <message>
        <source>Look further up</source>
        <translation>Сдвинуть вид вверх</translation>
    </message>
    <message>
        <source>Look further down</source>
        <translation>Сдвинуть вид вниз</translation>
    </message>
    <message>
        <source>Loss against steps</source>
        <translation>Потери по шагам</translation>
    </message>
    <message>
        <source>Performance profile</source>
        <translation>Профиль производительности</translation>
    </message>
    <message>
        <source>Sensitivity to the learning rate</source>
        <translation>Чувствительность к скорости обучения</translation>
    </message>
    <message>
        <source>loss above the lowest known: median, quartiles</source>
        <translation>потери над наименьшими известными: медиана, квартили</translation>
    </message>
    <message>
        <source>at most so many times the steps of the fastest</source>
        <translation>во столько раз больше шагов, чем у быстрейшего</translation>
    </message>
    <message>
        <source>share of starts</source>
        <translation>доля стартов</translation>
    </message>
    <message>
        <source>learning rate η</source>
        <translation>скорость обучения η</translation>
    </message>
    <message>
        <source>The same tuning budget for everybody, judged from other starts</source>
        <translation>Всем один бюджет на подбор, оценка — с других стартов</translation>
    </message>
    <message>
        <source>Fair comparison</source>
        <translation>Честное сравнение</translation>
    </message>
    <message>
        <source>Every optimizer tries as many settings of its learning rate, and of what else is to be tuned, each trained in full from many starts. The one with the lowest median loss is then judged from other starts.</source>
        <translation>Каждый оптимизатор пробует одинаковое число настроек скорости обучения и всего, что ещё подбирается, и каждая проходит всё обучение с многих стартов. Лучшая по медиане потерь затем оценивается с других стартов.</translation>
    </message>
    <message>
        <source>Settings tried of each</source>
        <translation>Настроек каждого</translation>
    </message>
    <message>
        <source>Tuned</source>
        <translation>Подбор</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Сравнить</translation>
    </message>
    <message>
        <source>Runs of the scenario</source>
        <translation>Запуски сценария</translation>
    </message>
    <message>
        <source>Whole catalogue</source>
        <translation>Весь каталог</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Сохранить…</translation>
    </message>
    <message numerus="yes">
        <source>%n settings tried of each</source>
        <translation>
            <numerusform>%n настройка каждого</numerusform>
            <numerusform>%n настройки каждого</numerusform>
            <numerusform>%n настроек каждого</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n starts</source>
        <translation>
            <numerusform>%n старт</numerusform>
            <numerusform>%n старта</numerusform>
            <numerusform>%n стартов</numerusform>
        </translation>
    </message>
    <message>
        <source>the best {0} of {1} are drawn</source>
        <translation>показаны лучшие {0} из {1}</translation>
    </message>
    <message>
        <source>Save the comparison</source>
        <translation>Сохранить сравнение</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Таблица (*.csv)</translation>
    </message>
    <message>
        <source>Curves (*.npz)</source>
        <translation>Кривые (*.npz)</translation>
    </message>
    <message>
        <source>Summary (*.json)</source>
        <translation>Сводка (*.json)</translation>
    </message>
    <message>
        <source>Sensitivity to {0}</source>
        <translation>Чувствительность: {0}</translation>
    </message>
    <message>
        <source>What is tuned besides the learning rate</source>
        <translation>Что подбирается кроме скорости обучения</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} из {1}</translation>
    </message>
    <message>
        <source>{0}, logarithmic in 1 − {1}</source>
        <translation>{0}, в логарифме 1 − {1}</translation>
    </message>
    <message>
        <source>{0}, logarithmic</source>
        <translation>{0}, в логарифме</translation>
    </message>
    <message>
        <source>Explain this step</source>
        <translation>Объяснить этот шаг</translation>
    </message>
    <message>
        <source>On in the explanation</source>
        <translation>Дальше в объяснении</translation>
    </message>
    <message>
        <source>Back in the explanation</source>
        <translation>Назад в объяснении</translation>
    </message>
    <message>
        <source>Stay at this scene</source>
        <translation>Остаться на этом кадре</translation>
    </message>
    <message>
        <source>Go on by itself</source>
        <translation>Продолжать без нажатий</translation>
    </message>
    <message>
        <source>{0}: step {1}</source>
        <translation>{0}: шаг {1}</translation>
    </message>
    <message>
        <source>First the rule looks ahead: to where its momentum alone would carry the ball.</source>
        <translation>Сначала правило заглядывает вперёд — туда, куда шарик принёс бы один импульс.</translation>
    </message>
    <message>
        <source>The rule looks at several places ahead of the ball; this is one of them.</source>
        <translation>Правило смотрит на несколько точек впереди шарика; это одна из них.</translation>
    </message>
    <message>
        <source>The gradient where the ball is points uphill; the rule goes against it.</source>
        <translation>Градиент там, где лежит шарик, указывает вверх по склону; правило идёт против него.</translation>
    </message>
    <message>
        <source>The gradient where the ball is, with this step&apos;s noise in it: all that the rule gets to know.</source>
        <translation>Градиент там, где лежит шарик, вместе с шумом этого шага: больше правило ничего не узнаёт.</translation>
    </message>
    <message>
        <source>The gradient is taken there, where the ball is not yet: it is felt before it is reached.</source>
        <translation>Градиент берётся там, где шарика ещё нет: склон ощущается раньше, чем достигнут.</translation>
    </message>
    <message>
        <source>{name} remembers gradients. It was empty until now, so this one alone goes into it.</source>
        <translation>В {name} копятся градиенты. До сих пор там было пусто, и попадает туда только этот.</translation>
    </message>
    <message>
        <source>{name} remembers: it keeps a part of its old self, and the gradient is added.</source>
        <translation>{name} помнит: часть прежнего значения остаётся, и к ней прибавляется градиент.</translation>
    </message>
    <message>
        <source>{name} remembers: of its old self it keeps the share {kept}, and the gradient is added.</source>
        <translation>{name} помнит: от прежнего значения остаётся доля {kept}, и к ней прибавляется градиент.</translation>
    </message>
    <message>
        <source>Where the ball is, the gradient is 0: nothing leads uphill.</source>
        <translation>Там, где лежит шарик, градиент равен 0: вверх не ведёт ничто.</translation>
    </message>
    <message>
        <source>{name} holds how large the gradients of each coordinate have been. The step will be divided by it: a coordinate with large gradients is slowed down.</source>
        <translation>В {name} видно, насколько велики были градиенты по каждой координате. Шаг будет на это поделён: координата с большими градиентами замедлится.</translation>
    </message>
    <message>
        <source>{name} holds how large the gradients of each coordinate have been, squared. The step will be divided by its root: a coordinate with large gradients is slowed down.</source>
        <translation>В {name} видно, насколько велики были квадраты градиентов по каждой координате. Шаг будет поделён на корень: координата с большими градиентами замедлится.</translation>
    </message>
    <message>
        <source>{name} is kept for the next step.</source>
        <translation>{name} хранится до следующего шага.</translation>
    </message>
    <message>
        <source>From what is known by now the rule works out {name}.</source>
        <translation>Из того, что уже известно, правило вычисляет {name}.</translation>
    </message>
    <message>
        <source>And the ball moves.</source>
        <translation>И шарик сдвигается.</translation>
    </message>
    <message>
        <source>And the ball moves: not where the gradient alone would send it.</source>
        <translation>И шарик сдвигается — не туда, куда послал бы его один градиент.</translation>
    </message>
    <message>
        <source>The next place would not be a number: the ball stops here for good.</source>
        <translation>Следующее положение — не число: шарик останавливается здесь насовсем.</translation>
    </message>
    <message>
        <source>The length in seconds, of a still the moment; 0 for the whole</source>
        <translation>Длительность в секундах, у картинки — её момент; 0 — весь запуск</translation>
    </message>
    <message>
        <source>at its end</source>
        <translation>в конце</translation>
    </message>
    <message>
        <source>the whole run</source>
        <translation>весь запуск</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Формат</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>Кадров в секунду</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Секунды</translation>
    </message>
    <message>
        <source>At most, MB</source>
        <translation>Не больше, МБ</translation>
    </message>
    <message>
        <source>Size and rate are lowered until it fits; 0 for any</source>
        <translation>Размер и частота снижаются, пока файл не уложится; 0 — без ограничения</translation>
    </message>
    <message>
        <source>Width × height</source>
        <translation>Ширина × высота</translation>
    </message>
    <message>
        <source>In pixels; even numbers for films</source>
        <translation>В пикселях; для видео — чётные</translation>
    </message>
    <message>
        <source>Pixels, times</source>
        <translation>Пикселей, раз</translation>
    </message>
    <message>
        <source>The same picture in so many times as many pixels across</source>
        <translation>Та же картинка, но пикселей по каждой стороне во столько раз больше</translation>
    </message>
    <message>
        <source>Explain a step</source>
        <translation>Разобрать шаг</translation>
    </message>
    <message>
        <source>The step after this one is taken apart, instead of the run being played</source>
        <translation>Вместо проигрывания разбирается шаг, следующий за этим</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Type, times</source>
        <translation>Шрифт, раз</translation>
    </message>
    <message>
        <source>Watermark</source>
        <translation>Водяной знак</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Подпись</translation>
    </message>
    <message>
        <source>List of runs</source>
        <translation>Список запусков</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>Формула</translation>
    </message>
    <message>
        <source>MP4: slides and browsers</source>
        <translation>MP4: слайды и браузеры</translation>
    </message>
    <message>
        <source>WebM: web pages</source>
        <translation>WebM: веб-страницы</translation>
    </message>
    <message>
        <source>GIF: a loop for chats</source>
        <translation>GIF: петля для чатов</translation>
    </message>
    <message>
        <source>WebP: a loop for web pages</source>
        <translation>WebP: петля для веб-страниц</translation>
    </message>
    <message>
        <source>MKV: lossless, for cutting</source>
        <translation>MKV: без потерь, для монтажа</translation>
    </message>
    <message>
        <source>PNG: a still</source>
        <translation>PNG: один кадр</translation>
    </message>
    <message>
        <source>PNG: a folder of frames</source>
        <translation>PNG: папка кадров</translation>
    </message>
    <message>
        <source>SVG: a drawing</source>
        <translation>SVG: чертёж</translation>
    </message>
    <message>
        <source>PDF: a drawing</source>
        <translation>PDF: чертёж</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>свой размер</translation>
    </message>
    <message>
        <source>square</source>
        <translation>квадрат</translation>
    </message>
    <message>
        <source>vertical</source>
        <translation>вертикально</translation>
    </message>
    <message>
        <source>any size</source>
        <translation>любой размер</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмная</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Светлая</translation>
    </message>
    <message>
        <source>Take it from the list</source>
        <translation>Убрать из списка</translation>
    </message>
    <message>
        <source>Stop this recording</source>
        <translation>Остановить эту запись</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ждёт</translation>
    </message>
    <message>
        <source>done</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>could not be recorded</source>
        <translation>не удалось записать</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>остановлено</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>осталось {0}</translation>
    </message>
    <message>
        <source>it ended unexpectedly; perhaps there was not enough memory</source>
        <translation>процесс неожиданно завершился; возможно, не хватило памяти</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Записать</translation>
    </message>
    <message>
        <source>Record to a file…</source>
        <translation>Записать в файл…</translation>
    </message>
    <message>
        <source>Record to a file</source>
        <translation>Записать в файл</translation>
    </message>
    <message>
        <source>Record…</source>
        <translation>Записать…</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>Скопировать как код на Python</translation>
    </message>
    <message>
        <source>{0} exists already</source>
        <translation>Файл {0} уже есть</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Заменить</translation>
    </message>
    <message>
        <source>Another name</source>
        <translation>Другое имя</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Click to start here · drag to turn · right button moves the ground</source>
        <translation>Щелчок — начать отсюда · потянуть — повернуть · правая кнопка двигает рельеф</translation>
    </message>
    <message>
        <source>Plan or relief</source>
        <translation>План или рельеф</translation>
    </message>
    <message>
        <source>Gain and phase over the frequency</source>
        <translation>Усиление и фаза от частоты</translation>
    </message>
    <message>
        <source>Lanes over epochs</source>
        <translation>Дорожки по эпохам</translation>
    </message>
    <message>
        <source>Roll on the signal&apos;s integral</source>
        <translation>Катить по интегралу сигнала</translation>
    </message>
    <message>
        <source>Feed the signal in, epoch by epoch</source>
        <translation>Подавать сигнал эпоха за эпохой</translation>
    </message>
    <message>
        <source>Gain in decibels</source>
        <translation>Усиление в децибелах</translation>
    </message>
    <message>
        <source>Paint the signal: drag in the gradient&apos;s lane, with Shift straight</source>
        <translation>Рисовать сигнал: ведите по дорожке градиента, с Shift — по прямой</translation>
    </message>
    <message>
        <source>Signal from a CSV file…</source>
        <translation>Сигнал из файла CSV…</translation>
    </message>
    <message>
        <source>Ensemble of the selected run…</source>
        <translation>Ансамбль выбранного запуска…</translation>
    </message>
    <message>
        <source>Ensembles as an image of their density</source>
        <translation>Ансамбли как картина плотности</translation>
    </message>
    <message>
        <source>As many as there is room for</source>
        <translation>Сколько поместится</translation>
    </message>
    <message>
        <source>Which lanes are shown</source>
        <translation>Какие дорожки показаны</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Столбец</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Масштаб</translation>
    </message>
    <message>
        <source>{0} rows, thinned to {1} samples so that the scenario stays small</source>
        <translation>строк {0}, прорежены до {1} отсчётов, чтобы сценарий остался небольшим</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>как есть</translation>
    </message>
    <message>
        <source>largest is 1</source>
        <translation>наибольшее — 1</translation>
    </message>
    <message>
        <source>deviation is 1</source>
        <translation>отклонение — 1</translation>
    </message>
    <message numerus="yes">
        <source>%n rows, one an epoch</source>
        <translation>
            <numerusform>%n строка, по одной на эпоху</numerusform>
            <numerusform>%n строки, по одной на эпоху</numerusform>
            <numerusform>%n строк, по одной на эпоху</numerusform>
        </translation>
    </message>
    <message>
        <source>One particle</source>
        <translation>Одна частица</translation>
    </message>
    <message>
        <source>As bands</source>
        <translation>Полосами</translation>
    </message>
    <message>
        <source>As an image of the density</source>
        <translation>Картиной плотности</translation>
    </message>
    <message>
        <source>{0} noises</source>
        <translation>{0} реализаций шума</translation>
    </message>
    <message>
        <source>{0} values of {1}, {2} … {3}</source>
        <translation>{0} значений {1}, {2} … {3}</translation>
    </message>
    <message>
        <source>period {0}</source>
        <translation>период {0}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановить</translation>
    </message>
    <message>
        <source>Measuring was stopped; any change begins it again.</source>
        <translation>Измерение остановлено; любое изменение начнёт его заново.</translation>
    </message>
    <message>
        <source>Some never settle; theirs is the last stretch measured.</source>
        <translation>Некоторые так и не установились; для них взят последний измеренный отрезок.</translation>
    </message>
    <message>
        <source>Measuring: {0} %</source>
        <translation>Измерение: {0} %</translation>
    </message>
    <message>
        <source>All rules are linear: the curves hold at every amplitude.</source>
        <translation>Все правила линейны: кривые верны при любой амплитуде.</translation>
    </message>
    <message>
        <source>Not every rule is linear. Of those that are not, the answer at the sine&apos;s own frequency is shown, at the amplitude {0}.</source>
        <translation>Не все правила линейны. Для нелинейных показан ответ на частоте самого синуса, при амплитуде {0}.</translation>
    </message>
    <message>
        <source>Signal from a CSV file</source>
        <translation>Сигнал из файла CSV</translation>
    </message>
    <message>
        <source>Tables of numbers (*.csv *.tsv *.txt)</source>
        <translation>Таблицы чисел (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>Share of seeds that converged</source>
        <translation>Доля сошедшихся зёрен</translation>
    </message>
    <message numerus="yes">
        <source>%n seeds</source>
        <translation>
            <numerusform>%n зерно</numerusform>
            <numerusform>%n зерна</numerusform>
            <numerusform>%n зёрен</numerusform>
        </translation>
    </message>
    <message>
        <source>one pixel in {0} is shown</source>
        <translation>показан один пиксель из {0}</translation>
    </message>
    <message>
        <source>Map of what becomes of every start</source>
        <translation>Карта: что станет с каждой начальной точкой</translation>
    </message>
    <message>
        <source>Close the map</source>
        <translation>Закрыть карту</translation>
    </message>
    <message>
        <source>The map in the stage&apos;s place</source>
        <translation>Карта вместо сцены</translation>
    </message>
    <message>
        <source>The stage beside the map</source>
        <translation>Сцена рядом с картой</translation>
    </message>
    <message>
        <source>Film the zoom into the map…</source>
        <translation>Снять приближение карты…</translation>
    </message>
    <message>
        <source>Stop filming the zoom</source>
        <translation>Прекратить съёмку приближения</translation>
    </message>
    <message>
        <source>Map&apos;s colour</source>
        <translation>Цвет карты</translation>
    </message>
    <message>
        <source>Along the map&apos;s width</source>
        <translation>По ширине карты</translation>
    </message>
    <message>
        <source>Along the map&apos;s height</source>
        <translation>По высоте карты</translation>
    </message>
    <message>
        <source>A second map beside the first</source>
        <translation>Вторая карта рядом с первой</translation>
    </message>
    <message>
        <source>Where two maps differ</source>
        <translation>Где две карты различаются</translation>
    </message>
    <message>
        <source>What the map&apos;s colours tell…</source>
        <translation>О чём говорят цвета карты…</translation>
    </message>
    <message>
        <source>The whole map</source>
        <translation>Вся карта</translation>
    </message>
    <message>
        <source>Save the map as a picture or as data…</source>
        <translation>Сохранить карту как картинку или данные…</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Карты</translation>
    </message>
    <message>
        <source>What the colours tell</source>
        <translation>О чём говорят цвета</translation>
    </message>
    <message>
        <source>A second map beside it</source>
        <translation>Вторая карта рядом</translation>
    </message>
    <message>
        <source>kernels are being compiled…</source>
        <translation>ядра компилируются…</translation>
    </message>
    <message>
        <source>Film the zoom</source>
        <translation>Снять приближение</translation>
    </message>
    <message>
        <source>Their difference</source>
        <translation>Разность двух карт</translation>
    </message>
    <message>
        <source>One map</source>
        <translation>Одна карта</translation>
    </message>
    <message>
        <source>Filming the zoom: {0} %</source>
        <translation>Съёмка приближения: {0} %</translation>
    </message>
    <message>
        <source>uncertainty exponent {0}</source>
        <translation>показатель неопределённости {0}</translation>
    </message>
    <message>
        <source>dimension {0}</source>
        <translation>размерность {0}</translation>
    </message>
    <message>
        <source>seeds that converged</source>
        <translation>сошлось зёрен</translation>
    </message>
    <message>
        <source>With noise, how many times each pixel is simulated</source>
        <translation>При шуме: сколько раз симулируется каждый пиксель</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Зёрна</translation>
    </message>
    <message>
        <source>p is of</source>
        <translation>p — для</translation>
    </message>
    <message>
        <source>Which coordinate is present with probability p; the other one always is</source>
        <translation>Какая координата присутствует с вероятностью p; другая есть всегда</translation>
    </message>
    <message>
        <source>each</source>
        <translation>каждой</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Уроки</translation>
    </message>
    <message>
        <source>Loss along two random directions</source>
        <translation>Потери вдоль двух случайных направлений</translation>
    </message>
    <message>
        <source>Loss on the plane of the paths</source>
        <translation>Потери на плоскости путей</translation>
    </message>
    <message>
        <source>Points from a CSV file…</source>
        <translation>Точки из файла CSV…</translation>
    </message>
    <message>
        <source>The network before</source>
        <translation>Предыдущая сеть</translation>
    </message>
    <message>
        <source>The next network</source>
        <translation>Следующая сеть</translation>
    </message>
    <message>
        <source>Points from a CSV file</source>
        <translation>Точки из файла CSV</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Разность</translation>
    </message>
    <message>
        <source>Save the map</source>
        <translation>Сохранить карту</translation>
    </message>
    <message>
        <source>This is as deep as 64-bit numbers go: neighbouring pixels would begin at the same number.</source>
        <translation>Глубже 64-битные числа не идут: соседние пиксели начинались бы с одного и того же числа.</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Картинка (*.png)</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>Чертёж (*.svg)</translation>
    </message>
    <message>
        <source>Numbers (*.npz)</source>
        <translation>Числа (*.npz)</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>Сохранено: {0}</translation>
    </message>
    <message>
        <source>Basin entropy: the map is cut into boxes of 5 × 5 pixels; in each, S = −Σ pᵢ ln pᵢ over the ends found in it; S_b is the mean over all boxes, S_bb over those with more than one end. S_bb &gt; ln 2 tells of a fractal boundary. Daza, Wagemakers, Georgeot, Guéry-Odelin, Sanjuán, “Basin entropy: a new tool to analyze uncertainty in dynamical systems”, Scientific Reports 6, 31416 (2016).</source>
        <translation>Энтропия бассейнов: карта делится на клетки 5 × 5 пикселей; в каждой S = −Σ pᵢ ln pᵢ по концам, которые в ней встретились; S_b — среднее по всем клеткам, S_bb — по тем, где концов больше одного. S_bb &gt; ln 2 говорит о фрактальной границе. Daza, Wagemakers, Georgeot, Guéry-Odelin, Sanjuán, “Basin entropy: a new tool to analyze uncertainty in dynamical systems”, Scientific Reports 6, 31416 (2016).</translation>
    </message>
    <message>
        <source>Uncertainty exponent: the share f(ε) of places with another end at a distance ε goes as ε to the power of α, and the boundary has the dimension D = 2 − α; 1 is a smooth line. McDonald, Grebogi, Ott, Yorke, “Fractal basin boundaries”, Physica D 17, 125–153 (1985).</source>
        <translation>Показатель неопределённости: доля f(ε) мест, у которых на расстоянии ε есть другой конец, ведёт себя как ε в степени α, а размерность границы D = 2 − α; единица — гладкая линия. McDonald, Grebogi, Ott, Yorke, “Fractal basin boundaries”, Physica D 17, 125–153 (1985).</translation>
    </message>
    <message>
        <source>Basin reached</source>
        <translation>Достигнутый бассейн</translation>
    </message>
    <message>
        <source>Steps to converge</source>
        <translation>Шагов до сходимости</translation>
    </message>
    <message>
        <source>Final loss</source>
        <translation>Итоговые потери</translation>
    </message>
    <message>
        <source>Distance travelled</source>
        <translation>Пройденный путь</translation>
    </message>
    <message>
        <source>Largest excursion</source>
        <translation>Наибольшее удаление</translation>
    </message>
    <message>
        <source>Converged or diverged</source>
        <translation>Сходится или расходится</translation>
    </message>
    <message>
        <source>Basins visited</source>
        <translation>Посещено бассейнов</translation>
    </message>
    <message>
        <source>first minus second</source>
        <translation>первая минус вторая</translation>
    </message>
    <message>
        <source>wandering</source>
        <translation>блуждает</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>All steps done without coming to rest beside a minimum</source>
        <translation>Все шаги сделаны, но покоя у минимума нет</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>расходится</translation>
    </message>
    <message>
        <source>end</source>
        <translation>конец</translation>
    </message>
    <message>
        <source>final loss</source>
        <translation>итоговые потери</translation>
    </message>
    <message>
        <source>converged</source>
        <translation>сходится</translation>
    </message>
    <message>
        <source>The minimum at ({0}, {1}), where the loss is {2}: reached from {3}</source>
        <translation>Минимум в ({0}, {1}), где потери {2}: его достигают {3} точек</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>шагов</translation>
    </message>
    <message>
        <source>steps to converge</source>
        <translation>шагов до сходимости</translation>
    </message>
    <message>
        <source>By how much ln |θ| grows in a step, on the average until it was lost</source>
        <translation>На сколько ln |θ| растёт за шаг, в среднем до ухода в бесконечность</translation>
    </message>
    <message>
        <source>another end: {0}</source>
        <translation>другой конец: {0}</translation>
    </message>
    <message>
        <source>the same end</source>
        <translation>тот же конец</translation>
    </message>
    <message>
        <source>after steps</source>
        <translation>через шагов</translation>
    </message>
    <message>
        <source>rate of divergence</source>
        <translation>скорость расхождения</translation>
    </message>
    <message>
        <source>at the boundary {0}</source>
        <translation>на границе {0}</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>в других местах</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Кривые</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Nothing here is called so.</source>
        <translation>Ничего с таким названием нет.</translation>
    </message>
    <message>
        <source>otherwise</source>
        <translation>иначе</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Оранжевый</translation>
    </message>
    <message>
        <source>Sky blue</source>
        <translation>Голубой</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Зелёный</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Жёлтый</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Пурпурный</translation>
    </message>
    <message>
        <source>Vermilion</source>
        <translation>Киноварь</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Синий</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Нейтральный</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Цвет</translation>
    </message>
    <message>
        <source>Other points to learn</source>
        <translation>Другие точки для обучения</translation>
    </message>
    <message>
        <source>Type a curve…</source>
        <translation>Ввести формулу кривой…</translation>
    </message>
    <message>
        <source>Heights from a file…</source>
        <translation>Высоты из файла…</translation>
    </message>
    <message>
        <source>From where to where it is shown</source>
        <translation>Откуда и докуда она показана</translation>
    </message>
    <message>
        <source>The last line is the height at x; lines before it give names to parts. Other names are parameters, with sliders. The slope is found by itself.</source>
        <translation>Последняя строка — высота в точке x; строки перед ней дают имена частям. Прочие имена — параметры с ползунками. Наклон находится сам.</translation>
    </message>
    <message>
        <source>Curve: f(x)</source>
        <translation>Кривая: f(x)</translation>
    </message>
    <message>
        <source>x₀ must be less than x₁.</source>
        <translation>x₀ должно быть меньше x₁.</translation>
    </message>
    <message>
        <source>Heights from a picture or an array</source>
        <translation>Высоты из картинки или массива</translation>
    </message>
    <message>
        <source>Pictures and arrays (*.png *.npy)</source>
        <translation>Картинки и массивы (*.png *.npy)</translation>
    </message>
    <message>
        <source>equation {0}</source>
        <translation>уравнение {0}</translation>
    </message>
    <message>
        <source>Other points to learn…</source>
        <translation>Другие точки для обучения…</translation>
    </message>
    <message>
        <source>Another optimizer…</source>
        <translation>Другой оптимизатор…</translation>
    </message>
    <message>
        <source>Hide the run</source>
        <translation>Скрыть запуск</translation>
    </message>
    <message>
        <source>Show the run</source>
        <translation>Показать запуск</translation>
    </message>
    <message>
        <source>Add a run…</source>
        <translation>Добавить запуск…</translation>
    </message>
    <message>
        <source>Edit the rule as text…</source>
        <translation>Изменить правило как текст…</translation>
    </message>
    <message>
        <source>Schedule of the learning rate…</source>
        <translation>Расписание скорости обучения…</translation>
    </message>
    <message>
        <source>Edit the formula as text…</source>
        <translation>Изменить формулу как текст…</translation>
    </message>
    <message>
        <source>Duplicate the run</source>
        <translation>Дублировать запуск</translation>
    </message>
    <message>
        <source>Delete the run</source>
        <translation>Удалить запуск</translation>
    </message>
    <message>
        <source>Rename the run</source>
        <translation>Переименовать запуск</translation>
    </message>
    <message>
        <source>Fork here: keep the run as a ghost</source>
        <translation>Ответвить здесь, оставив запуск призраком</translation>
    </message>
    <message>
        <source>Move the run up</source>
        <translation>Поднять запуск в списке</translation>
    </message>
    <message>
        <source>Move the run down</source>
        <translation>Опустить запуск в списке</translation>
    </message>
    <message>
        <source>step {0}</source>
        <translation>шаг {0}</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Потери</translation>
    </message>
    <message>
        <source>stopped: not finite</source>
        <translation>остановлен: не конечное число</translation>
    </message>
    <message>
        <source>steps {0}</source>
        <translation>шаги {0}</translation>
    </message>
    <message>
        <source>Turned while time ran; the timeline has a mark there</source>
        <translation>Изменён на ходу; на шкале времени стоит метка</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>убрать</translation>
    </message>
    <message>
        <source>Take back all changes that this run had on its way</source>
        <translation>Убрать все изменения этого запуска на ходу</translation>
    </message>
    <message>
        <source>Actions, scenarios, optimizers, parameters, speeds …</source>
        <translation>Действия, сценарии, оптимизаторы, параметры, скорости …</translation>
    </message>
    <message>
        <source>Nothing is called that</source>
        <translation>Ничего с таким названием нет</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Select a run</source>
        <translation>Выбрать запуск</translation>
    </message>
    <message>
        <source>Esc leaves it as it was</source>
        <translation>Esc оставит как было</translation>
    </message>
    <message>
        <source>Drag to move this start</source>
        <translation>Потяните, чтобы сдвинуть начальную точку</translation>
    </message>
    <message>
        <source>Click to look at this ball closely</source>
        <translation>Щёлкните, чтобы рассмотреть этот шарик</translation>
    </message>
    <message>
        <source>Click to start here · drag with Shift: cloud, Ctrl: grid, Alt: circle</source>
        <translation>Щелчок — начать отсюда · потянуть с Shift — облако, Ctrl — сетка, Alt — окружность</translation>
    </message>
    <message>
        <source>Drag to draw a cloud of starts</source>
        <translation>Потяните, чтобы нарисовать облако начальных точек</translation>
    </message>
    <message>
        <source>Drag to draw a grid of starts</source>
        <translation>Потяните, чтобы нарисовать сетку начальных точек</translation>
    </message>
    <message>
        <source>Drag to draw a box of random starts</source>
        <translation>Потяните, чтобы нарисовать прямоугольник со случайными начальными точками</translation>
    </message>
    <message>
        <source>Drag to draw a circle of starts</source>
        <translation>Потяните, чтобы нарисовать окружность из начальных точек</translation>
    </message>
    <message>
        <source>Signal: g(t)</source>
        <translation>Сигнал: g(t)</translation>
    </message>
    <message>
        <source>Landscape: f(x, y)</source>
        <translation>Ландшафт: f(x, y)</translation>
    </message>
    <message>
        <source>What part of the plane it is shown on</source>
        <translation>На какой части плоскости он показан</translation>
    </message>
    <message>
        <source>t is the epoch, from 1. Lines before the last give names to parts; other names are parameters, with sliders.</source>
        <translation>t — эпоха, с 1. Строки до последней дают имена частям; остальные имена — параметры со своими ползунками.</translation>
    </message>
    <message>
        <source>The last line is the value; lines before it give names to parts. Names other than x and y are parameters, with sliders. Gradient and Hessian are found by themselves.</source>
        <translation>Последняя строка — значение, строки до неё дают имена частям. Имена, кроме x и y, — параметры со своими ползунками. Градиент и гессиан находятся сами.</translation>
    </message>
    <message>
        <source>Back to the catalogue&apos;s</source>
        <translation>Вернуть из каталога</translation>
    </message>
    <message>
        <source>parameters: {0}</source>
        <translation>параметры: {0}</translation>
    </message>
    <message>
        <source>x₀ must be less than x₁, and y₀ less than y₁.</source>
        <translation>x₀ должно быть меньше x₁, а y₀ — меньше y₁.</translation>
    </message>
    <message>
        <source>Rule: {0}</source>
        <translation>Правило: {0}</translation>
    </message>
    <message>
        <source>Starts from</source>
        <translation>Начальные значения</translation>
    </message>
    <message>
        <source>theta is the position, g its gradient, t the step from 1, grad(p) the gradient elsewhere. A name read before it is given a value is kept from step to step; a name never given one is a parameter, with a slider.</source>
        <translation>theta — положение, g — градиент в нём, t — шаг с 1, grad(p) — градиент в другой точке. Имя, прочитанное раньше, чем оно получило значение, хранится между шагами; имя, которому значение не присвоено, — параметр со своим ползунком.</translation>
    </message>
    <message>
        <source>Back to the catalogue&apos;s {0}</source>
        <translation>Вернуть из каталога: {0}</translation>
    </message>
    <message>
        <source>kept from step to step: {0};  parameters: {1}</source>
        <translation>хранится между шагами: {0};  параметры: {1}</translation>
    </message>
    <message>
        <source>Clipping</source>
        <translation>Обрезка градиента</translation>
    </message>
    <message>
        <source>off</source>
        <translation>выкл</translation>
    </message>
    <message>
        <source>Coordinate</source>
        <translation>Координата</translation>
    </message>
    <message>
        <source>Each coordinate of the gradient is kept within ± this</source>
        <translation>Каждая координата градиента не больше этого по модулю</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Длина</translation>
    </message>
    <message>
        <source>A gradient longer than this is shortened to it; its direction stays</source>
        <translation>Градиент длиннее этого укорачивается до него, сохраняя направление</translation>
    </message>
    <message>
        <source>on</source>
        <translation>вкл</translation>
    </message>
    <message>
        <source>Another landscape or signal…</source>
        <translation>Другой ландшафт или сигнал…</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>The same seed gives the same random starts and the same noise</source>
        <translation>Одно и то же зерно даёт те же случайные начальные точки и тот же шум</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Зерно</translation>
    </message>
    <message>
        <source>Another seed</source>
        <translation>Другое зерно</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>Воспроизведение</translation>
    </message>
    <message>
        <source>Curve</source>
        <translation>Кривая</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>How many steps a run has</source>
        <translation>Сколько шагов в запуске</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>Арифметика</translation>
    </message>
    <message>
        <source>32 bits are what networks are trained in, 64 are exact to 15 digits</source>
        <translation>С 32 битами обучают сети, 64 бита точны до 15 знаков</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>По кругу</translation>
    </message>
    <message>
        <source>Begins again at the end</source>
        <translation>В конце начинается заново</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Расписание</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>Множитель</translation>
    </message>
    <message>
        <source>What η is multiplied by</source>
        <translation>На что умножается η</translation>
    </message>
    <message>
        <source>One place</source>
        <translation>Одна точка</translation>
    </message>
    <message>
        <source>A row</source>
        <translation>Ряд</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Подписи</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Заголовок</translation>
    </message>
    <message>
        <source>What to look at, in a sentence</source>
        <translation>На что смотреть, одним предложением</translation>
    </message>
    <message>
        <source>Neither may be empty.</source>
        <translation>Ни то, ни другое не может быть пустым.</translation>
    </message>
    <message>
        <source>A caption has at most {0} letters.</source>
        <translation>В подписи не больше {0} знаков.</translation>
    </message>
    <message>
        <source>See how optimizers move</source>
        <translation>Как движутся оптимизаторы</translation>
    </message>
    <message>
        <source>Search by title or figure</source>
        <translation>Поиск по названию или рисунку</translation>
    </message>
    <message>
        <source>Back to the stage</source>
        <translation>Назад к сцене</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Недавние</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Ваши</translation>
    </message>
    <message>
        <source>No scenario is called that</source>
        <translation>Сценария с таким названием нет</translation>
    </message>
    <message>
        <source>Add a run</source>
        <translation>Добавить запуск</translation>
    </message>
    <message>
        <source>Another optimizer</source>
        <translation>Другой оптимизатор</translation>
    </message>
    <message>
        <source>Type your own rule…</source>
        <translation>Ввести своё правило…</translation>
    </message>
    <message>
        <source>Another landscape or signal</source>
        <translation>Другой ландшафт или сигнал</translation>
    </message>
    <message>
        <source>Type a landscape…</source>
        <translation>Ввести формулу ландшафта…</translation>
    </message>
    <message>
        <source>Type a signal…</source>
        <translation>Ввести формулу сигнала…</translation>
    </message>
    <message>
        <source>Schedule of the learning rate</source>
        <translation>Расписание скорости обучения</translation>
    </message>
    <message>
        <source>No schedule</source>
        <translation>Без расписания</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Точка</translation>
    </message>
    <message>
        <source>x and y of where it starts</source>
        <translation>x и y начальной точки</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
            <numerusform>и ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a point</source>
        <translation>Добавить точку</translation>
    </message>
    <message>
        <source>Remove the point</source>
        <translation>Убрать точку</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Старт</translation>
    </message>
    <message>
        <source>one point</source>
        <translation>одна точка</translation>
    </message>
    <message numerus="yes">
        <source>%n points</source>
        <translation>
            <numerusform>%n точка</numerusform>
            <numerusform>%n точки</numerusform>
            <numerusform>%n точек</numerusform>
        </translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Точки</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>Облако</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Сетка</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Случайно</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>Окружность</translation>
    </message>
    <message>
        <source>Particles</source>
        <translation>Частицы</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Центр</translation>
    </message>
    <message>
        <source>x and y of the middle</source>
        <translation>x и y середины</translation>
    </message>
    <message>
        <source>from where to where</source>
        <translation>откуда и докуда</translation>
    </message>
    <message>
        <source>Columns, rows</source>
        <translation>Столбцы, строки</translation>
    </message>
    <message>
        <source>how many of each</source>
        <translation>сколько тех и других</translation>
    </message>
    <message>
        <source>This run alone</source>
        <translation>Только этот запуск</translation>
    </message>
    <message>
        <source>Whether the selected run has a start of its own</source>
        <translation>Есть ли у выбранного запуска свой старт</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Галерея</translation>
    </message>
    <message>
        <source>Presentation</source>
        <translation>Показ</translation>
    </message>
    <message>
        <source>Gradient at the ball</source>
        <translation>Градиент у шарика</translation>
    </message>
    <message>
        <source>Momentum at the ball</source>
        <translation>Импульс у шарика</translation>
    </message>
    <message>
        <source>The next step at the ball</source>
        <translation>Следующий шаг у шарика</translation>
    </message>
    <message>
        <source>Where the rule looks ahead</source>
        <translation>Куда правило заглядывает вперёд</translation>
    </message>
    <message>
        <source>Scaling of the coordinates</source>
        <translation>Масштабы координат</translation>
    </message>
    <message>
        <source>Learning rate at the ball</source>
        <translation>Скорость обучения у шарика</translation>
    </message>
    <message>
        <source>What the optimizer sees</source>
        <translation>Что видит оптимизатор</translation>
    </message>
    <message>
        <source>Numbers along the edges</source>
        <translation>Числа по краям</translation>
    </message>
    <message>
        <source>Chart of the loss</source>
        <translation>График потерь</translation>
    </message>
    <message>
        <source>Chart of the gradient, |g|</source>
        <translation>График градиента, |g|</translation>
    </message>
    <message>
        <source>Chart of the momentum</source>
        <translation>График импульса</translation>
    </message>
    <message>
        <source>Chart of the RMS</source>
        <translation>График RMS</translation>
    </message>
    <message>
        <source>Chart of the step length, |Δθ|</source>
        <translation>График длины шага, |Δθ|</translation>
    </message>
    <message>
        <source>Chart of the effective step by coordinate</source>
        <translation>График эффективного шага по координатам</translation>
    </message>
    <message>
        <source>Fold the charts</source>
        <translation>Свернуть графики</translation>
    </message>
    <message>
        <source>Unfold the charts</source>
        <translation>Развернуть графики</translation>
    </message>
    <message>
        <source>Logarithmic axis (of the chart under the pointer, or all)</source>
        <translation>Логарифмическая ось (графика под указателем или всех)</translation>
    </message>
    <message>
        <source>Larger charts</source>
        <translation>Увеличить графики</translation>
    </message>
    <message>
        <source>Smaller charts</source>
        <translation>Уменьшить графики</translation>
    </message>
    <message>
        <source>Which charts are shown</source>
        <translation>Какие графики показаны</translation>
    </message>
</context>
</TS>
