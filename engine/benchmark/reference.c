/* The yardstick: four rules on four landscapes as a person would write them in C, one fused loop a pair.

   A block of PARTICLES lies in one flat array, each row PARTICLES long: x, y, then the states for x and for y. It is
   stepped many times while it sits in the nearest cache; threads take blocks. What changes with the step only is
   computed by the caller and comes as one row of constants a step. Rules: the article's (4)-(5), (6)-(7), (13)-(15),
   (20)-(23). */

#include <math.h>

#define PARTICLES 512

#define ETA p[0]
#define GAMMA p[1]
#define FRESH p[2] /* 1 - gamma */
#define BETA1 p[3]
#define FRESH1 p[4] /* 1 - beta1 */
#define BETA2 p[5]
#define FRESH2 p[6] /* 1 - beta2 */
#define CORRECT1 p[7] /* 1 / (1 - beta1^t) */
#define CORRECT2 p[8] /* 1 / (1 - beta2^t) */
#define EPS_ROOT p[9]
#define EPS p[10]
#define CONSTANTS 11

#define TAU 6.28318530717958648f
#define PI 3.14159265358979324f

static inline void himmelblau(float x, float y, float *gx, float *gy)
{
    float a = x * x + y - 11.0f, b = x + y * y - 7.0f;
    *gx = 4.0f * x * a + 2.0f * b;
    *gy = 2.0f * a + 4.0f * y * b;
}

static inline void rosenbrock(float x, float y, float *gx, float *gy)
{
    float b = y - x * x;
    *gx = -400.0f * x * b - 2.0f * (1.0f - x);
    *gy = 200.0f * b;
}

static inline void rastrigin(float x, float y, float *gx, float *gy)
{
    *gx = 2.0f * x + 10.0f * TAU * sinf(TAU * x);
    *gy = 2.0f * y + 10.0f * TAU * sinf(TAU * y);
}

/* A shifted sine for the cosine: gcc merges a sine and a cosine of one argument into a sincosf that it cannot vectorise,
   which would make this a yardstick ten times too short. */
static inline float cosine(float angle) { return sinf(angle + 0.5f * PI); }

static inline void ackley(float x, float y, float *gx, float *gy)
{
    float r = sqrtf(0.5f * (x * x + y * y));
    float slope = 2.0f * expf(-0.2f * r) / r;
    float waves = PI * expf(0.5f * (cosine(TAU * x) + cosine(TAU * y)));
    *gx = slope * x + waves * sinf(TAU * x);
    *gy = slope * y + waves * sinf(TAU * y);
}

#define ROW(k) w[(k) * PARTICLES + i]

#define MOMENTUM(field)                                                                                      \
    float gx, gy;                                                                                            \
    field(ROW(0), ROW(1), &gx, &gy);                                                                         \
    ROW(2) = GAMMA * ROW(2) + ETA * gx;                                                                      \
    ROW(3) = GAMMA * ROW(3) + ETA * gy;                                                                      \
    ROW(0) -= ROW(2);                                                                                        \
    ROW(1) -= ROW(3);

#define NESTEROV(field)                                                                                      \
    float gx, gy;                                                                                            \
    field(ROW(0) - GAMMA * ROW(2), ROW(1) - GAMMA * ROW(3), &gx, &gy);                                       \
    ROW(2) = GAMMA * ROW(2) + ETA * gx;                                                                      \
    ROW(3) = GAMMA * ROW(3) + ETA * gy;                                                                      \
    ROW(0) -= ROW(2);                                                                                        \
    ROW(1) -= ROW(3);

#define RMSPROP(field)                                                                                       \
    float gx, gy;                                                                                            \
    field(ROW(0), ROW(1), &gx, &gy);                                                                         \
    ROW(2) = GAMMA * ROW(2) + FRESH * gx * gx;                                                               \
    ROW(3) = GAMMA * ROW(3) + FRESH * gy * gy;                                                               \
    ROW(0) -= ETA * gx / (sqrtf(ROW(2) + EPS_ROOT) + EPS);                                                   \
    ROW(1) -= ETA * gy / (sqrtf(ROW(3) + EPS_ROOT) + EPS);

#define ADAM(field)                                                                                          \
    float gx, gy;                                                                                            \
    field(ROW(0), ROW(1), &gx, &gy);                                                                         \
    ROW(2) = BETA1 * ROW(2) + FRESH1 * gx;                                                                   \
    ROW(3) = BETA1 * ROW(3) + FRESH1 * gy;                                                                   \
    ROW(4) = BETA2 * ROW(4) + FRESH2 * gx * gx;                                                              \
    ROW(5) = BETA2 * ROW(5) + FRESH2 * gy * gy;                                                              \
    ROW(0) -= ETA * CORRECT1 * ROW(2) / (sqrtf(CORRECT2 * ROW(4) + EPS_ROOT) + EPS);                         \
    ROW(1) -= ETA * CORRECT1 * ROW(3) / (sqrtf(CORRECT2 * ROW(5) + EPS_ROOT) + EPS);

/* `all` holds `blocks` blocks of `rows` rows; `table` one row of CONSTANTS for each of `steps` steps. */
#define PAIR(name, RULE, field, rows)                                                                        \
    void name##_##field(float *all, long blocks, long steps, const float *table, int threads)               \
    {                                                                                                        \
        _Pragma("omp parallel for schedule(static) num_threads(threads)")                                    \
        for (long block = 0; block < blocks; block++) {                                                      \
            float *w = all + block * (rows) * PARTICLES;                                                     \
            for (long step = 0; step < steps; step++) {                                                      \
                const float *row = table + step * CONSTANTS;                                                 \
                float p[CONSTANTS];                                                                          \
                for (int k = 0; k < CONSTANTS; k++)                                                          \
                    p[k] = row[k];                                                                           \
                for (int i = 0; i < PARTICLES; i++) {                                                        \
                    RULE(field)                                                                              \
                }                                                                                            \
            }                                                                                                \
        }                                                                                                    \
    }

#define EVERYWHERE(name, RULE, rows)                                                                         \
    PAIR(name, RULE, himmelblau, rows)                                                                       \
    PAIR(name, RULE, rosenbrock, rows)                                                                       \
    PAIR(name, RULE, rastrigin, rows)                                                                        \
    PAIR(name, RULE, ackley, rows)

EVERYWHERE(momentum, MOMENTUM, 4)
EVERYWHERE(nesterov, NESTEROV, 4)
EVERYWHERE(rmsprop, RMSPROP, 4)
EVERYWHERE(adam, ADAM, 6)
