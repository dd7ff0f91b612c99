/* Adam as one would write it by hand for a device: a thread a particle, its state in registers for all steps.
   Compiled by nvcc -O3 --use_fast_math when `main.py bench --backend cuda` runs. Every function returns a CUDA
   error code, 0 for success. */

#include <cuda_runtime.h>

#define THREADS 128
#define CONSTANTS 8 /* eta·correct1, beta1, 1 − beta1, beta2, 1 − beta2, correct2, eps_root, eps: of one step */
#define TAU 6.283185307f

struct himmelblau {
    __device__ static void slope(float x, float y, float &gx, float &gy)
    {
        float a = x * x + y - 11.0f, b = x + y * y - 7.0f;
        gx = 4.0f * x * a + 2.0f * b;
        gy = 2.0f * a + 4.0f * y * b;
    }
};

struct rastrigin {
    __device__ static void slope(float x, float y, float &gx, float &gy)
    {
        gx = 2.0f * x + 10.0f * TAU * sinf(TAU * x);
        gy = 2.0f * y + 10.0f * TAU * sinf(TAU * y);
    }
};

template <class Landscape>
__global__ void adam(float *w, const float *__restrict__ table, long n, long steps)
{
    long i = blockIdx.x * (long)blockDim.x + threadIdx.x;
    if (i >= n)
        return;
    float x = w[i], y = w[n + i], mx = w[2 * n + i], my = w[3 * n + i], vx = w[4 * n + i], vy = w[5 * n + i];
    for (long t = 0; t < steps; t++) {
        const float *c = table + t * CONSTANTS;
        float gx, gy;
        Landscape::slope(x, y, gx, gy);
        mx = c[1] * mx + c[2] * gx;
        my = c[1] * my + c[2] * gy;
        vx = c[3] * vx + c[4] * gx * gx;
        vy = c[3] * vy + c[4] * gy * gy;
        x -= c[0] * mx / (sqrtf(c[5] * vx + c[6]) + c[7]);
        y -= c[0] * my / (sqrtf(c[5] * vy + c[6]) + c[7]);
    }
    w[i] = x;
    w[n + i] = y;
    w[2 * n + i] = mx;
    w[3 * n + i] = my;
    w[4 * n + i] = vx;
    w[5 * n + i] = vy;
}

/* `w` is 6 rows of n floats on the host, changed in place; `milliseconds` gets the time of the kernel alone. */
template <class Landscape>
static int run(float *w, const float *table, long n, long steps, float *milliseconds)
{
    float *there = nullptr, *numbers = nullptr;
    cudaEvent_t before, after;
    size_t size = 6 * n * sizeof(float), rows = steps * CONSTANTS * sizeof(float);
    cudaEventCreate(&before);
    cudaEventCreate(&after);
    int failed = cudaMalloc(&there, size);
    failed = failed ? failed : cudaMalloc(&numbers, rows);
    failed = failed ? failed : cudaMemcpy(there, w, size, cudaMemcpyHostToDevice);
    failed = failed ? failed : cudaMemcpy(numbers, table, rows, cudaMemcpyHostToDevice);
    if (!failed) {
        cudaEventRecord(before);
        adam<Landscape><<<(n + THREADS - 1) / THREADS, THREADS>>>(there, numbers, n, steps);
        cudaEventRecord(after);
        failed = cudaEventSynchronize(after);
        failed = failed ? failed : cudaGetLastError();
    }
    if (!failed) {
        cudaEventElapsedTime(milliseconds, before, after);
        failed = cudaMemcpy(w, there, size, cudaMemcpyDeviceToHost);
    }
    cudaFree(there);
    cudaFree(numbers);
    cudaEventDestroy(before);
    cudaEventDestroy(after);
    return failed;
}

extern "C" int adam_himmelblau(float *w, const float *table, long n, long steps, float *milliseconds)
{
    return run<himmelblau>(w, table, n, steps, milliseconds);
}

extern "C" int adam_rastrigin(float *w, const float *table, long n, long steps, float *milliseconds)
{
    return run<rastrigin>(w, table, n, steps, milliseconds);
}
